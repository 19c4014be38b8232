"""How good a reading is: quality codes of IEC 61968-9, "system.category.index", several allowed, appended as they are learnt.

System 3 is the meter data management system, which this is. A reading without a code is raw: nothing was said against it yet.
"""

VALIDATED = "3.0.1"
CUSTOMER_READ = "3.4.130"
SUSPECT = "3.5.258"
EDITED = "3.7.0"
ADDED = "3.7.1"
REJECTED = "3.7.3"
ESTIMATED = "3.8.0"
INDETERMINATE = "3.10.0"
ACCEPTED = "3.10.1"

CODES = (VALIDATED, CUSTOMER_READ, SUSPECT, EDITED, ADDED, REJECTED, ESTIMATED, INDETERMINATE, ACCEPTED)

# A reading with one of these never stands: it was rejected, or it waits for the office to say which of two is right. To make its
# value stand after all, a new reading repeats it.
ASIDE = (REJECTED, INDETERMINATE)
