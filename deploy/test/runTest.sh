#!/usr/bin/env bash
# deploy/run.sh as a newcomer and an operator meet it. Expects the program to be built.
set -uo pipefail
# shellcheck source=deploy/test/program.sh
. "$(dirname "$0")/program.sh"
trap clean_up EXIT
rm -rf "$place"
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT

help=$("$root/deploy/run.sh" --help)
check "--help ends well" is $? 0
for name in QUARKUS_HTTP_PORT CANDOR_DATA_DIR CANDOR_BOOTSTRAP_TOKEN QUARKUS_DATASOURCE_JDBC_URL --demo; do
    check "--help explains $name" holds "$help" "$name"
done

said=$("$root/deploy/run.sh" --dmeo 2>&1)
check "an unknown option is refused" is $? 2
check "an unknown option is named" is "$said" "deploy/run.sh does not know the option --dmeo: see deploy/run.sh --help."

said=$(CANDOR_DATA_DIR=/dev/null/data "$root/deploy/run.sh" 2>&1)
check "a data folder that cannot be is refused" is $? 1
check "a data folder that cannot be is named" holds "$said" "The data folder /dev/null/data cannot be"
check "it is said in one sentence" is_one_line "$(printf '%s\n' "$said" | grep -v '^Starting Candor')"

check "the program starts" start
first_database=$(database_pid)
check "its database runs" is_alive "$first_database"

said=$(CANDOR_DATA_DIR=$place/other "$root/deploy/run.sh" 2>&1)
check "a busy port is refused" is $? 1
check "a busy port gets one sentence" is "$(printf '%s\n' "$said" | grep -v '^Starting Candor')" \
    "Port $QUARKUS_HTTP_PORT is in use by another program: stop that one, or name another port with QUARKUS_HTTP_PORT."
check "no database is made for a program that cannot run" test ! -e "$place/other"

said=$(QUARKUS_HTTP_PORT=$(free_port) "$root/deploy/run.sh" 2>&1)
check "a second program on the same folder is refused" is $? 1
check "it is told which process has the folder" holds "$said" "is in use by another Candor (process $program_pid)"
check "the first goes on" is "$(status_of /q/health/ready)" 200

kill -9 "$program_pid"
wait "$program_pid" 2>/dev/null
check "the database outlives a kill -9 of the program" is_alive "$first_database"
check "after a kill -9 the program starts again" start --demo
check "the orphaned database is gone" is_gone "$first_database"

second_database=$(database_pid)
kill -TERM "$program_pid"
await_end
check "a TERM ends the program with the signal's status" is "$ending" 143
check "a TERM ends the database too" is_gone "$second_database"
check "the program ended before its database" holds "$(cat "$log")" "candor stopped in"
