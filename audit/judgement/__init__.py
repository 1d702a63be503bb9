"""What the answers amount to, and what follows: scores, judgement, plan, consistency, what to check first."""
