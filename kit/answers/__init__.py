"""One learner's answers: values, the file they are kept in, and what they come to."""
