//! The published schemas, made from the types of the documents.

use schemars::{Schema, schema_for};

#[cfg(feature = "cli")]
use super::{AllocateJson, InferJson};
use super::{AuditJson, DiscoverJson, PlacesJson, ReadJson, WhatIfJson};

/// Every document with the name of its schema's file.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        #[cfg(feature = "cli")]
        ("allocate-1", schema_for!(AllocateJson)),
        ("audit-1", schema_for!(AuditJson)),
        ("discover-1", schema_for!(DiscoverJson)),
        #[cfg(feature = "cli")]
        ("infer-1", schema_for!(InferJson)),
        ("place-1", schema_for!(PlacesJson)),
        ("read-1", schema_for!(ReadJson)),
        ("what-if-1", schema_for!(WhatIfJson)),
    ]
}
