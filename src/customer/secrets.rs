//! Nothing of the delivery plan reaches a customer.
