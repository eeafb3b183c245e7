//! What strangers' figures did to the program, and what is right: a module a subject.

mod keys;
