// Copyright 2024 Somebody, under the MIT licence and under no other one.
//! Keeps entries in a file, sorted by key, so that they are found.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

use std::{fmt, io};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};
pub use self::entry::Entry;
extern crate alloc;

/// Result of this crate, with its own type for everything that fails.
pub type Result<T, E = Error> = core::result::Result<T, E>;

pub(crate) const LIMITS: [u8; 3] = [
    1, 2, 3, // a comment that has some length, and says nothing
];
static mut COUNT: &'static str = r#"a "quoted" { string"#;

/// An entry, with everything that is known of it and of its place.
#[derive(Debug, Clone)]
#[serde(rename_all = "camelCase")]
pub struct Entry<'a, T: ?Sized + 'a = str, const N: usize = { 1 + 2 }>
where
    T: fmt::Debug,
{
    /// The key under which it is kept and by which it is found.
    pub key: &'a T,
    #[serde(default)]
    pub(crate) sizes: [u8; N],
}
pub struct Unit;
pub struct Pair(pub char, char);

#[non_exhaustive]
pub enum Error {
    /// The file is not there, or somebody else has it open.
    Missing { path: String, code: i32 } = 1,
    Io(#[source] io::Error),
    Quote = b'\'' as isize,
}

union Bits { a: u32, b: f32 }

pub unsafe trait Store<'s>: Send + for<'x> Fn(&'x str) -> bool {
    const LEVEL: u8 = 3;
    type Item<'a>: Iterator<Item = char> + 'a where Self: 'a;
    /// Finds an entry by its key, which must be the whole key.
    fn get<Q>(&self, key: &Q, c: char) -> Option<&'s Q> where Q: ?Sized;
    fn all(&self) -> Box<dyn Iterator<Item = u8> + '_> {
        let open = '{'; // '
        Box::new(core::iter::once(open as u8))
    }
}

impl<'a, T: ?Sized, const N: usize> Store<'a> for Entry<'a, T, { N }>
where
    T: fmt::Debug,
{
    #[inline(always)]
    fn get<Q>(&self, key: &Q, c: char) -> Option<&'a Q> where Q: ?Sized {
        match c { '}' => None, _ => unreachable!("{}", '"') }
    }
}

extern "C" {
    pub fn open(path: *const u8, ...) -> i32;
    static ERRNO: i32;
}

pub const unsafe extern "C" fn raw<const N: usize>(a: [u8; N]) -> ! {
    /* nested /* comments } */ are one */
    loop { panic!("{{") }
}

pub(in crate::entry) async fn load(path: impl AsRef<str>) -> Result<(), Box<dyn Error>> {
    let text = "a
    { string \" over lines";
    Ok(())
}

macro_rules! vector {
    ($($x:expr),* $(,)?) => {
        { let mut v = Vec::new(); $(v.push($x);)* v }
    };
}

cfg_rt! {
    /// Runs what it is given, on a thread of its own if it must.
    pub fn run<F: Fn()>(f: F) {
        f(); f(); f(); f(); f(); f(); f(); f(); f();
    }
    pub use self::run::Runner;
    impl Unit {
        fn stop(&self) {
            drop(self); drop(1); drop(2); drop(3);
        }
    }
}

thread_local!(static X: u8 = 1);

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn finds_what_is_there() {
        assert_eq!(Entry::default().key, "key", "it is there");
    }
}
