//! A counter that runs down.

/// The budget had nothing left for the step that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted;

/// A number of steps that may still be taken.
#[derive(Debug, Clone)]
pub struct Budget {
    left: u64,
}

impl Budget {
    /// A budget of `steps` steps.
    pub fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes `steps` from the budget, or says that it is exhausted (and leaves it empty).
    pub fn take(&mut self, steps: u64) -> Result<(), Exhausted> {
        if let Some(left) = self.left.checked_sub(steps) {
            self.left = left;
            Ok(())
        } else {
            self.left = 0;
            Err(Exhausted)
        }
    }

    /// Steps that may still be taken.
    pub fn left(&self) -> u64 {
        self.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overdrawn_budget_stays_empty() {
        let mut budget = Budget::new(3);
        assert_eq!(budget.take(2), Ok(()));
        assert_eq!(budget.take(2), Err(Exhausted));
        assert_eq!(budget.left(), 0);
        assert_eq!(budget.take(1), Err(Exhausted));
    }
}
