//! Which of several printed appropriations the amounts support.

use super::{Inference, InferenceError, InferenceVerdict, KeyQuestion, infer_key_watched};
use crate::exact::Kronor;

/// A printed appropriation and what the amounts say of it.
#[derive(Clone, Debug)]
pub struct Supported {
    /// The appropriation.
    pub appropriation: Kronor,
    /// What the key inference makes of it.
    pub inference: Inference,
}

/// Asks the question of each appropriation, and ranks them: those with a key before those with
/// candidates before those with nothing; then by how many cells are exact; then by how unlikely the
/// fit is by chance. The first is the one that the amounts support, if its verdict is a key and that
/// of the next is not. `progress` is told of each search as the search for a key is.
///
/// Where text and table give different sums, only the right one makes every amount a whole number of
/// the same units. *Errors*: as [`infer_key`](super::infer_key).
pub fn rank_appropriations(
    question: &KeyQuestion<'_>,
    appropriations: &[Kronor],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Supported>, InferenceError> {
    let mut ranked = Vec::with_capacity(appropriations.len());
    for &appropriation in appropriations {
        let question = KeyQuestion {
            appropriation,
            ..question.clone()
        };
        let inference = infer_key_watched(&question, progress)?;
        ranked.push(Supported {
            appropriation,
            inference,
        });
    }
    ranked.sort_by_key(|it| {
        let verdict = match it.inference.verdict {
            InferenceVerdict::Key => 0,
            InferenceVerdict::Ambiguous => 1,
            InferenceVerdict::None => 2,
        };
        let key = it.inference.keys.first();
        let missed = key.map(|key| key.exceptions.len());
        (verdict, missed, key.map(|key| key.chance), it.appropriation)
    });
    Ok(ranked)
}
