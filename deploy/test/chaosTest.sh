#!/usr/bin/env bash
# The short form of deploy/chaos/chaos.sh: each kind of fault once, one node. Expects the program to be built.
exec "$(dirname "$0")/../chaos/chaos.sh" 6 1
