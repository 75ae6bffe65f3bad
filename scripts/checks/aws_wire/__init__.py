"""The wire forms of AWS requests, parsed back to parameters by botocore's service models."""
