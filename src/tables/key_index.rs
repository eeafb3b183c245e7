//! Which row has which key, by positions: the keys themselves stay with the rows.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;

/// The positions of rows, found by the key of each.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyIndex(HashTable<usize>);

impl KeyIndex {
    /// Room for this many rows.
    pub fn with_capacity(rows: usize) -> KeyIndex {
        KeyIndex(HashTable::with_capacity(rows))
    }

    /// Adds the row at `position`; `key_at` gives the keys of the rows added before.
    ///
    /// *Errors*: the position of the row with the same key.
    pub fn insert<'k>(
        &mut self,
        key: &str,
        position: usize,
        key_at: impl Fn(usize) -> &'k str,
    ) -> Result<(), usize> {
        let is_same = |&other: &usize| key_at(other) == key;
        match self
            .0
            .entry(hash(key), is_same, |&other| hash(key_at(other)))
        {
            Entry::Occupied(entry) => Err(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(position);
                Ok(())
            }
        }
    }

    /// The position of the row with this key.
    pub fn get<'k>(&self, key: &str, key_at: impl Fn(usize) -> &'k str) -> Option<usize> {
        let is_same = |&other: &usize| key_at(other) == key;
        self.0.find(hash(key), is_same).copied()
    }
}

fn hash(key: &str) -> u64 {
    FxBuildHasher.hash_one(key)
}
