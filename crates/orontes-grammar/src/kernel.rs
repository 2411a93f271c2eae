//! Multiplies matrices and bends sums: the arithmetic of the network, the same to the last bit on every machine.
//!
//! Every sum is taken over one index in rising order, in lanes that no compiler may regroup, with additions and
//! products of IEEE 754 only; wider registers do more lanes at once and change no result.

/// Columns of a panel.
pub const LANES: usize = 16;
/// Rows that are multiplied at once: with sixteen columns they fill the registers of AVX2.
const ROWS: usize = 6;

/// A matrix that others are multiplied with from the left: panels of sixteen columns, each row after row.
#[derive(Clone, Debug, Default)]
pub struct Panels {
    lanes: Vec<[f32; LANES]>,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
}

impl Panels {
    /// Lays out the matrix whose entry (row, column) is `values[row * step.0 + column * step.1]`.
    pub fn of(values: &[f32], rows: usize, columns: usize, step: (usize, usize)) -> Panels {
        let mut panels = Panels::default();
        panels.lay_out(values, rows, columns, step);
        panels
    }

    /// Replaces the matrix; see [`Panels::of`].
    pub fn lay_out(&mut self, values: &[f32], rows: usize, columns: usize, step: (usize, usize)) {
        self.lanes.clear();
        (self.rows, self.columns) = (rows, columns);
        for first in (0..columns).step_by(LANES) {
            let width = LANES.min(columns - first);
            for row in 0..rows {
                let mut lane = [0.0; LANES];
                if step.1 == 1 && width == LANES {
                    let from = row * step.0 + first;
                    lane.copy_from_slice(&values[from..from + LANES]);
                } else {
                    for (at, place) in lane[..width].iter_mut().enumerate() {
                        *place = values[row * step.0 + (first + at) * step.1];
                    }
                }
                self.lanes.push(lane);
            }
        }
    }
}

/// A matrix that is multiplied from the left: bands of six rows, each column after column.
#[derive(Clone, Debug, Default)]
pub struct Bands {
    columns: Vec<[f32; ROWS]>,
    rows: usize,
    inner: usize,
}

impl Bands {
    /// Replaces the matrix by one whose entry (row, column) is `values[row * step.0 + column * step.1]`.
    #[inline(always)]
    pub fn lay_out(&mut self, values: &[f32], rows: usize, inner: usize, step: (usize, usize)) {
        (self.rows, self.inner) = (rows, inner);
        self.columns.clear();
        self.columns.resize(rows.div_ceil(ROWS) * inner, [0.0; ROWS]);
        for (band, columns) in self.columns.chunks_exact_mut(inner.max(1)).enumerate() {
            let first = band * ROWS;
            for at in 0..ROWS.min(rows - first) {
                let row = &values[(first + at) * step.0..];
                if step.1 == 1 {
                    columns.iter_mut().zip(&row[..inner]).for_each(|(place, value)| place[at] = *value);
                } else {
                    let row = row.iter().step_by(step.1);
                    columns.iter_mut().zip(row).for_each(|(place, value)| place[at] = *value);
                }
            }
        }
    }

    /// Adds the product with `right` to `out`, which holds `right.columns` numbers a row. `WIDE` takes two panels at
    /// once, which fills the registers of AVX-512 and overflows narrower ones; the sums are the same.
    #[inline(always)]
    pub fn multiply<const WIDE: bool>(&self, right: &Panels, out: &mut [f32]) {
        if self.inner == 0 {
            return;
        }
        let at_once = if WIDE { 2 } else { 1 };
        for (index, lanes) in right.lanes.chunks(at_once * self.inner).enumerate() {
            let first = index * at_once * LANES;
            let (left, more) = lanes.split_at(self.inner);
            for (band, columns) in self.columns.chunks_exact(self.inner).enumerate() {
                if more.is_empty() {
                    self.add_sums(&tile(columns, left), band, first, right.columns, out);
                } else {
                    let (left, more) = two_tiles(columns, left, more);
                    self.add_sums(&left, band, first, right.columns, out);
                    self.add_sums(&more, band, first + LANES, right.columns, out);
                }
            }
        }
    }

    /// Adds the sums of a band and the panel from column `first` on to `out`, whose rows hold `width` numbers.
    #[inline(always)]
    fn add_sums(
        &self,
        sums: &[[f32; LANES]; ROWS],
        band: usize,
        first: usize,
        width: usize,
        out: &mut [f32],
    ) {
        let end = width.min(first + LANES);
        for (at, sums) in sums.iter().enumerate().take(self.rows - (band * ROWS).min(self.rows)) {
            let row = (band * ROWS + at) * width;
            for (place, sum) in out[row + first..row + end].iter_mut().zip(sums) {
                *place += sum;
            }
        }
    }
}

/// Returns the products of a band and a panel. Each row's sums have a name of their own: as an array of arrays
/// they leave the registers.
#[inline(always)]
fn tile(columns: &[[f32; ROWS]], lanes: &[[f32; LANES]]) -> [[f32; LANES]; ROWS] {
    let mut a = [0.0f32; LANES];
    let (mut b, mut c, mut d, mut e, mut f) = (a, a, a, a, a);
    for (column, lane) in columns.iter().zip(lanes) {
        add(&mut a, column[0], lane);
        add(&mut b, column[1], lane);
        add(&mut c, column[2], lane);
        add(&mut d, column[3], lane);
        add(&mut e, column[4], lane);
        add(&mut f, column[5], lane);
    }
    [a, b, c, d, e, f]
}

/// Returns the products of a band and two panels; see [`tile`].
#[inline(always)]
fn two_tiles(
    columns: &[[f32; ROWS]],
    left: &[[f32; LANES]],
    right: &[[f32; LANES]],
) -> ([[f32; LANES]; ROWS], [[f32; LANES]; ROWS]) {
    let mut a = [0.0f32; LANES];
    let (mut b, mut c, mut d, mut e, mut f) = (a, a, a, a, a);
    let (mut g, mut h, mut i, mut j, mut k, mut l) = (a, a, a, a, a, a);
    for (column, (left, right)) in columns.iter().zip(left.iter().zip(right)) {
        add(&mut a, column[0], left);
        add(&mut g, column[0], right);
        add(&mut b, column[1], left);
        add(&mut h, column[1], right);
        add(&mut c, column[2], left);
        add(&mut i, column[2], right);
        add(&mut d, column[3], left);
        add(&mut j, column[3], right);
        add(&mut e, column[4], left);
        add(&mut k, column[4], right);
        add(&mut f, column[5], left);
        add(&mut l, column[5], right);
    }
    ([a, b, c, d, e, f], [g, h, i, j, k, l])
}

/// Says whether the processor has registers wide enough for two panels at once.
pub fn wide(registers: pulp::Arch) -> bool {
    #[cfg(target_arch = "x86_64")]
    return matches!(registers, pulp::Arch::V4(_));
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

/// Adds the product of two matrices to `out`, with the widest registers that the processor has.
pub fn multiply(left: &Bands, right: &Panels, out: &mut [f32]) {
    let registers = pulp::Arch::new();
    if wide(registers) {
        registers.dispatch(Product::<true> { left, right, out });
    } else {
        registers.dispatch(Product::<false> { left, right, out });
    }
}

struct Product<'a, const WIDE: bool> {
    left: &'a Bands,
    right: &'a Panels,
    out: &'a mut [f32],
}

impl<const WIDE: bool> pulp::NullaryFnOnce for Product<'_, WIDE> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.left.multiply::<WIDE>(self.right, self.out);
    }
}

#[inline(always)]
fn add(sums: &mut [f32; LANES], factor: f32, lane: &[f32; LANES]) {
    for it in 0..LANES {
        sums[it] += factor * lane[it];
    }
}

/// Where the bend of [`gate`] is flat.
const FLAT: f32 = 6.0;

/// Returns a number between 0 and 1: a rational stand-in for the logistic function, flat beyond six.
///
/// With t = x / 2 it is (1 + t (27 + t²) / (27 + 9 t²)) / 2, the Padé approximant of the hyperbolic tangent,
/// which reaches 1 with slope 0 at t = 3.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    let t = 0.5 * x.clamp(-FLAT, FLAT);
    let square = t * t;
    0.5 + 0.5 * (t * (27.0 + square) / (27.0 + 9.0 * square))
}

/// Returns the slope of [`gate`].
#[inline(always)]
pub fn gate_slope(x: f32) -> f32 {
    let t = 0.5 * x.clamp(-FLAT, FLAT);
    let square = t * t;
    let root = (9.0 - square) / (3.0 * (3.0 + square));
    0.25 * root * root
}

/// Share of a negative sum that a bent unit lets through.
pub const LEAK: f32 = 0.1;

/// Returns `x`, or a tenth of it where it is negative.
#[inline(always)]
pub fn bend(x: f32) -> f32 {
    if x > 0.0 { x } else { LEAK * x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_schoolbook_for_any_size() {
        for (m, k, n) in [(1, 1, 1), (6, 16, 16), (7, 5, 33), (13, 40, 96)] {
            let a: Vec<f32> = (0..m * k).map(|it| ((it * 7 % 11) as f32) - 5.0).collect();
            let b: Vec<f32> = (0..k * n).map(|it| ((it * 5 % 13) as f32) - 6.0).collect();
            let mut out = vec![1.0; m * n];
            let mut bands = Bands::default();
            bands.lay_out(&a, m, k, (k, 1));
            let panels = Panels::of(&b, k, n, (n, 1));
            let mut wide = out.clone();
            bands.multiply::<true>(&panels, &mut wide);
            bands.multiply::<false>(&panels, &mut out);
            assert_eq!(wide, out);
            for row in 0..m {
                for column in 0..n {
                    let sum: f32 = (0..k).map(|it| a[row * k + it] * b[it * n + column]).sum();
                    assert!((out[row * n + column] - 1.0 - sum).abs() < 1e-3, "{m} {k} {n}");
                }
            }
        }
    }

    #[test]
    fn the_gate_rises_from_nought_to_one_with_the_slope_it_states() {
        assert_eq!((gate(-9.0), gate(0.0), gate(9.0)), (0.0, 0.5, 1.0));
        for step in -70..70 {
            let x = step as f32 / 10.0;
            let slope = (f64::from(gate(x + 0.01)) - f64::from(gate(x - 0.01))) / 0.02;
            assert!((slope - f64::from(gate_slope(x))).abs() < 1e-3, "at {x}");
        }
    }
}
