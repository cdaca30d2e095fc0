"""Surveys to build or to import in a survey tool, made from the course."""
