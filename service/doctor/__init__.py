"""`afterword doctor`: is everything as the service needs it, and how is it mended?"""

from service.doctor.check import Check, Health
from service.doctor.examine import examine

__all__ = ["Check", "Health", "examine"]
