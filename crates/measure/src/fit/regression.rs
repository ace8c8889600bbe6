//! Logistic regression with a prior and signs: Newton's method, one weight at a time.

use detect::Monotone;

use super::logistic;

/// Sweeps over all weights at most.
const SWEEPS: usize = 200;

/// A sweep that changes no weight by more is the last.
const SETTLED: f64 = 1e-6;

/// A weight changes by that much at once at most, so that the method does not run away.
const STEP: f64 = 1.0;

/// How strongly the calibration is drawn to none at all.
const CALIBRATION_STRENGTH: f64 = 5.0;

/// A judged mail.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) source: String,
    pub(super) is_scam: bool,
    /// The places of the weights that hold.
    pub(super) held: Vec<usize>,
}

/// What is to be solved.
#[derive(Debug)]
pub(super) struct Problem {
    /// The weights that those to be found are drawn to.
    pub(super) prior: Solution,
    /// The signs they must have.
    pub(super) monotone: Vec<Option<Monotone>>,
}

#[derive(Debug, Clone)]
pub(super) struct Solution {
    pub(super) bias: f64,
    pub(super) weights: Vec<f64>,
}

impl Solution {
    /// The sum of weights of a mail, bias included.
    pub(super) fn sum(&self, sample: &Sample) -> f64 {
        let held = sample.held.iter();
        let held: f64 = held.filter_map(|it| self.weights.get(*it)).sum();
        self.bias + held
    }

    pub(super) fn calibrated(mut self, calibration: Calibration) -> Self {
        self.bias = calibration.apply(self.bias);
        for weight in &mut self.weights {
            *weight *= calibration.slope;
        }
        self
    }
}

impl Problem {
    /// The most likely weights, each drawn to its prior with `strength`.
    pub(super) fn solve(&self, samples: &[&Sample], strength: f64) -> Solution {
        let mut solution = self.prior.clone();
        let mut holding: Vec<Vec<usize>> = vec![Vec::new(); solution.weights.len()];
        for (number, sample) in samples.iter().enumerate() {
            for place in &sample.held {
                if let Some(samples) = holding.get_mut(*place) {
                    samples.push(number);
                }
            }
        }
        let everywhere: Vec<usize> = (0..samples.len()).collect();
        let mut sums: Vec<f64> = samples.iter().map(|it| solution.sum(it)).collect();
        for _ in 0..SWEEPS {
            let mut largest: f64 = 0.0;
            let prior = self.prior.weights.iter().zip(&self.monotone);
            let weights = solution.weights.iter_mut().zip(&holding).zip(prior);
            for ((weight, holding), (prior, sign)) in weights {
                let drawn = strength * (*weight - prior);
                let wanted = *weight + newton(samples, &sums, holding, drawn, strength);
                let wanted = match sign {
                    Some(Monotone::Up) => wanted.max(0.0),
                    Some(Monotone::Down) => wanted.min(0.0),
                    None => wanted,
                };
                largest = largest.max(shift(weight, wanted, &mut sums, holding));
            }
            let drawn = strength * (solution.bias - self.prior.bias);
            let wanted = solution.bias + newton(samples, &sums, &everywhere, drawn, strength);
            largest = largest.max(shift(&mut solution.bias, wanted, &mut sums, &everywhere));
            if largest < SETTLED {
                break;
            }
        }
        solution
    }
}

/// The step of a weight that holds on the samples `holding`.
fn newton(samples: &[&Sample], sums: &[f64], holding: &[usize], drawn: f64, strength: f64) -> f64 {
    let (mut slope, mut bend) = (drawn, strength);
    for number in holding {
        let (Some(sample), Some(sum)) = (samples.get(*number), sums.get(*number)) else {
            continue;
        };
        let probability = logistic(*sum);
        slope += probability - f64::from(u8::from(sample.is_scam));
        bend += probability * (1.0 - probability);
    }
    (-slope / bend.max(1e-9)).clamp(-STEP, STEP)
}

/// Sets `weight` and the sums that it is part of; the change, without its sign.
fn shift(weight: &mut f64, wanted: f64, sums: &mut [f64], holding: &[usize]) -> f64 {
    let change = wanted - *weight;
    *weight = wanted;
    for number in holding {
        if let Some(sum) = sums.get_mut(*number) {
            *sum += change;
        }
    }
    change.abs()
}

/// What makes sums of weights come true: a slope and an intercept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calibration {
    pub(super) slope: f64,
    pub(super) intercept: f64,
}

impl Calibration {
    /// Fits slope and intercept to sums of samples that these were not fitted on.
    pub(super) fn of(samples: &[Sample], sums: &[f64]) -> Self {
        let (mut slope, mut intercept) = (1.0, 0.0);
        for _ in 0..SWEEPS {
            // Newton's method on two numbers at once.
            let mut gradient = [
                CALIBRATION_STRENGTH * (slope - 1.0),
                CALIBRATION_STRENGTH * intercept,
            ];
            let mut bends = [CALIBRATION_STRENGTH, 0.0, CALIBRATION_STRENGTH];
            for (sample, sum) in samples.iter().zip(sums) {
                let probability = logistic(slope * sum + intercept);
                let error = probability - f64::from(u8::from(sample.is_scam));
                let bend = probability * (1.0 - probability);
                gradient[0] += error * sum;
                gradient[1] += error;
                bends[0] += bend * sum * sum;
                bends[1] += bend * sum;
                bends[2] += bend;
            }
            let determinant = bends[0] * bends[2] - bends[1] * bends[1];
            let by_slope = (gradient[0] * bends[2] - gradient[1] * bends[1]) / determinant;
            let by_intercept = (gradient[1] * bends[0] - gradient[0] * bends[1]) / determinant;
            slope = (slope - by_slope.clamp(-0.2, 0.2)).clamp(0.2, 5.0);
            intercept -= by_intercept.clamp(-0.5, 0.5);
            if by_slope.abs() + by_intercept.abs() < SETTLED {
                break;
            }
        }
        Self { slope, intercept }
    }

    pub(super) fn apply(self, sum: f64) -> f64 {
        self.slope * sum + self.intercept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(is_scam: bool, held: &[usize]) -> Sample {
        Sample {
            source: String::new(),
            is_scam,
            held: held.to_vec(),
        }
    }

    #[test]
    fn weights_come_to_where_the_likelihood_is_flat() {
        let problem = Problem {
            prior: Solution {
                bias: 0.0,
                weights: vec![0.0, 0.0],
            },
            monotone: vec![None, None],
        };
        let samples: Vec<Sample> = (0..40)
            .map(|it| sample(it % 4 == 0, if it % 2 == 0 { &[0] } else { &[1] }))
            .collect();
        let samples: Vec<&Sample> = samples.iter().collect();
        let solution = problem.solve(&samples, 0.01);
        // Half of those with the first are scams, none of those with the second.
        assert!((logistic(solution.bias + solution.weights[0]) - 0.5).abs() < 0.01);
        assert!(logistic(solution.bias + solution.weights[1]) < 0.01);
    }

    #[test]
    fn overconfident_sums_are_flattened() {
        let samples: Vec<Sample> = (0..400).map(|it| sample(it % 4 != 0, &[])).collect();
        let sums = vec![4.0; samples.len()];
        let calibration = Calibration::of(&samples, &sums);
        let said = logistic(calibration.apply(4.0));
        assert!((said - 0.75).abs() < 0.03, "{said}");
        assert!(calibration.slope < 1.0);
    }
}
