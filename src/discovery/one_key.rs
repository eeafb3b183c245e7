//! Figures that one key more, less or wrong makes of each other.

/// What would be right is known to within so many units, or nothing is said.
const WIDEST: i128 = 20;

/// Whether a figure is, by one key or a factor of a thousand, away from one within these bounds.
pub(super) fn one_key_away(printed: i128, [low, high]: [i128; 2]) -> bool {
    low <= high && high - low <= WIDEST && one_key_within(printed, [low, high])
}

/// Whether one key, or a factor of a thousand, leads from a figure to one within these bounds, however wide.
pub(super) fn one_key_within(printed: i128, [low, high]: [i128; 2]) -> bool {
    let sign = if printed < 0 { -1 } else { 1 };
    let printed = printed.abs();
    let is_right = |it: i128| (low..=high).contains(&(it * sign)) && it != printed;
    let powers = (0..18).map(|it| 10_i128.pow(it));
    powers.take_while(|it| *it <= printed * 10).any(|power| {
        let (above, below) = (printed / power, printed % power);
        let with = |above: i128| is_right(above * power + below);
        let digit = above % 10;
        let next = above / 10 % 10;
        let changed = (0..10).any(|other| with(above - digit + other));
        let exchanged = with(above - digit - next * 10 + digit * 10 + next);
        let missing = (0..10).any(|other| is_right((above * 10 + other) * power + below));
        changed || exchanged || missing || with(above / 10)
    }) || is_right(printed * 1_000)
        || (printed % 1_000 == 0 && is_right(printed / 1_000))
}

#[cfg(test)]
mod tests {
    use super::one_key_away;

    /// 83 046 881: two digits exchanged, one wrong, one missing, one twice, in thousands; and a figure
    /// that no key explains.
    #[test]
    fn slips_of_one_key() {
        let right = [83_046_880, 83_046_882];
        for printed in [
            83_064_881,
            83_046_981,
            8_304_881,
            830_468_881,
            83_046_881_000,
            93_046_881,
            3_046_881,
        ] {
            assert!(one_key_away(printed, right), "{printed}");
        }
        for printed in [81_846_299, 84_140_881, 830_468] {
            assert!(!one_key_away(printed, right), "{printed}");
        }
        assert!(one_key_away(-1_754, [-1_745, -1_745]));
        assert!(!one_key_away(1_754, [-1_745, -1_745]));
        assert!(!one_key_away(1_754, [1_700, 1_800]));
    }
}
