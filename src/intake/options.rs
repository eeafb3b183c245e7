//! What is asked of a reading, and how much work it may be.

/// What is asked of a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Whether hidden rows, columns and sheets are read too.
    pub hidden: bool,
    /// How much work it may be.
    pub limits: Limits,
}

/// How much work a reading may be, in counts and never in seconds: the same file gives the same
/// answer on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The file's size in bytes.
    pub bytes: u64,
    /// The bytes that its packed parts unfold to, all together.
    pub unfolded: u64,
    /// Its sheets and tables.
    pub sheets: u64,
    /// Its cells, printed or not, of all tables together.
    pub cells: u64,
    /// How deep elements may stand within one another.
    pub depth: u64,
}

impl Default for Limits {
    /// More than any annex of a decision: 64 MiB, 128 MiB unfolded, 1 000 tables, 4 million cells.
    fn default() -> Limits {
        Limits {
            bytes: 64 << 20,
            unfolded: 128 << 20,
            sheets: 1_000,
            cells: 4_000_000,
            depth: 256,
        }
    }
}
