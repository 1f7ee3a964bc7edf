#!/bin/sh
# The shell in which scripts run under npm test: notes the processor time of a script and of all that it started.
sh "$@"
code=$?
{ echo "$npm_package_name $npm_lifecycle_event"; times; } > "$DRIFTKIT_CPU/$$.times"
exit $code
