//! The inner loops of the networks, compiled for several processors, equal to the bit on all.
//!
//! Products of bytes are exact in `i32`, so their order does not matter. Float code is written
//! once, over sixteen lanes with a fixed order of additions, and compiled once for each path; Rust
//! never fuses a product with a sum, so every path computes the same floats.
//!
//! This is the only module of the crate that may hold `unsafe` code: the calls into functions
//! compiled for a processor feature, and the loads of the byte products.

pub(crate) mod attention;
pub(crate) mod floats;
pub(crate) mod product;

/// The instructions that the inner loops use.
///
/// A value of this type can only be had for instructions the processor has, which is what makes
/// the calls in this module sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Path(Instructions);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Instructions {
    Scalar,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// With VNNI, the products of bytes.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Path {
    /// The portable path, which every processor has.
    pub const SCALAR: Self = Self(Instructions::Scalar);

    /// The fastest path of this processor.
    pub fn best() -> Self {
        *Self::available()
            .last()
            .expect("the scalar path is always there")
    }

    /// All paths of this processor, the slowest first.
    pub fn available() -> Vec<Self> {
        #[allow(unused_mut, reason = "some processors have only the scalar path")]
        let mut paths = vec![Self::SCALAR];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                paths.push(Self(Instructions::Avx2));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                paths.push(Self(Instructions::Avx512));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            paths.push(Self(Instructions::Neon));
        }
        paths
    }
}

/// Compiles a function once for each path, and calls the copy for the path it is given.
///
/// NEON belongs to every aarch64 target, so the portable copy already is the NEON one.
macro_rules! on_every_path {
    ($($(#[$doc:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block)*) => {$(
        $(#[$doc])*
        #[allow(unsafe_code, reason = "calls a copy compiled for instructions that the path stands for, where there is one")]
        #[allow(clippy::too_many_arguments, reason = "slices of flat buffers and their sizes")]
        $vis fn $name(path: $crate::kernels::Path, $($argument: $type),*) $(-> $result)? {
            #[inline(always)]
            #[allow(clippy::too_many_arguments, clippy::inline_always, reason = "compiled into each copy")]
            fn body($($argument: $type),*) $(-> $result)? $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
            fn avx512($($argument: $type),*) $(-> $result)? { body($($argument),*) }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($argument: $type),*) $(-> $result)? { body($($argument),*) }
            match path.0 {
                // SAFETY: a `Path` exists only where the processor has its instructions.
                #[cfg(target_arch = "x86_64")]
                $crate::kernels::Instructions::Avx512 => unsafe { avx512($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::kernels::Instructions::Avx2 => unsafe { avx2($($argument),*) },
                _ => body($($argument),*),
            }
        }
    )*};
}
use on_every_path;
