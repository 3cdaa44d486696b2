#!/usr/bin/env bash
# A TERM while events keep coming: whatever the program took it answers, and what it answered 202 is stored. Expects the program
# to be built.
set -uo pipefail
# shellcheck source=deploy/test/program.sh
. "$(dirname "$0")/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
place=$root/platform-ui/target/term-test
log=$place/program.log
export CANDOR_DATA_DIR=$place/data CANDOR_BOOTSTRAP_TOKEN=token-of-the-term-test
export CANDOR_EVENTS_PER_SECOND_AND_NETWORK=0 CANDOR_EVENTS_PER_SECOND_AND_SITE=0
need_jdk
trap clean_up EXIT
rm -rf "$place"
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT
driver=$(find "$root/platform-ui/target/quarkus-app/lib/main" -name 'org.postgresql.postgresql-*.jar')
clients() { "$JAVA_HOME/bin/java" -cp "$driver" "$root/deploy/test/Term.java" "$@"; }

check "the program starts" start
clients send "http://127.0.0.1:$QUARKUS_HTTP_PORT" "$CANDOR_BOOTSTRAP_TOKEN" "$place" &
sending=$!
until [ -e "$place/running" ] || ! is_alive "$sending"; do sleep 0.1; done
kill -TERM "$program_pid"
await_end
check "a TERM under load ends the program" is "$ending" 143
wait "$sending"
check "the clients saw it end" is $? 0
check "it starts again" start
check "what it took it answered, and what it answered 202 is stored" clients compare "$place" "$CANDOR_DATA_DIR"
