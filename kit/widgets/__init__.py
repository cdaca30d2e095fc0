"""What the learner touches: views in the browser over pure functions in the kernel."""
