//! Moves the numbers of a network against their gradients, and keeps the running mean that is shipped (Adam).

/// Share of the running mean of gradients that a step keeps.
const MEAN_KEPT: f32 = 0.9;
/// Share of the running mean of their squares that a step keeps.
const SQUARE_KEPT: f32 = 0.98;
/// Keeps the first steps finite.
const LEAST: f32 = 1e-8;

/// Numbers that are learnt, with what Adam remembers of each.
pub(crate) struct Learnt {
    /// The numbers.
    pub(crate) values: Vec<f32>,
    /// Their running mean.
    pub(crate) mean: Vec<f32>,
    gradients: Vec<f32>,
    squares: Vec<f32>,
}

/// How far a step goes.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    /// Rate of learning, corrected for the number of steps made.
    pub(crate) rate: f32,
    /// What the gradients are multiplied with.
    pub(crate) scale: f32,
}

impl Step {
    /// Returns the step number `number`, from 1, at `rate`.
    pub(crate) fn new(rate: f32, number: usize, scale: f32) -> Step {
        let power = |base: f32| (0..number.min(4000)).fold(1.0f32, |it, _| it * base);
        let corrected = rate * (1.0 - power(SQUARE_KEPT)).sqrt() / (1.0 - power(MEAN_KEPT));
        Step { rate: corrected, scale }
    }
}

impl Learnt {
    pub(crate) fn new(values: Vec<f32>) -> Learnt {
        let n = values.len();
        Learnt { mean: values.clone(), values, gradients: vec![0.0; n], squares: vec![0.0; n] }
    }

    /// Moves the numbers from `first` on against `gradient`.
    pub(crate) fn learn(&mut self, first: usize, gradient: &[f32], step: Step) {
        let range = first..first + gradient.len();
        let values = self.values[range.clone()].iter_mut();
        let means = self.gradients[range.clone()].iter_mut();
        let squares = self.squares[range].iter_mut();
        for (((value, mean), square), gradient) in values.zip(means).zip(squares).zip(gradient) {
            let gradient = gradient * step.scale;
            *mean = MEAN_KEPT * *mean + (1.0 - MEAN_KEPT) * gradient;
            *square = SQUARE_KEPT * *square + (1.0 - SQUARE_KEPT) * gradient * gradient;
            *value -= step.rate * *mean / (square.sqrt() + LEAST);
        }
    }

    /// Moves the mean towards the numbers by `share` of the way.
    pub(crate) fn average(&mut self, share: f32) {
        for (mean, value) in self.mean.iter_mut().zip(&self.values) {
            *mean += share * (value - *mean);
        }
    }
}
