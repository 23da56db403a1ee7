macro_rules! id {
    ($(#[$doc:meta] $name:ident $prefix:literal;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// Position in the reading's table of such rows, from zero.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!($prefix, "{}"), self.0 + 1)
            }
        }
    )*};
}

id! {
    /// An entity of one reading; written `e1`, `e2`, ….
    EntityId "e";
    /// A time expression of one reading; written `t1`, ….
    TimeId "t";
    /// A toponym of one reading; written `p1`, ….
    PlaceId "p";
    /// A claim of one reading; written `c1`, ….
    ClaimId "c";
    /// An event of one reading; written `v1`, ….
    EventId "v";
}
