#!/usr/bin/env bash
# How fast events become results: the packaged program with its embedded PostgreSQL folds what was put into its store, answers
# results at 100 thousand and at LARGE exposures, and recounts them all.
# Needs psql and curl (Debian: apt-get install postgresql-client curl) and some room on a disk.
#
#   deploy/bench/fold.sh [LARGE]             10000000 if not said: what docs/benchmarks.md reports
#   CANDOR_BENCH_DIR=/some/disk deploy/bench/fold.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/test/program.sh
. "$here/../test/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
large=${1:-10000000}
small=100000
place=${CANDOR_BENCH_DIR:-$root/platform-ui/target}/fold-bench
log=$place/program.log
export CANDOR_DATA_DIR=$place/data CANDOR_BOOTSTRAP_TOKEN=token-of-the-fold-bench CANDOR_FOLD_WORKERS
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT
api=http://127.0.0.1:$QUARKUS_HTTP_PORT/api/v1
need_jdk
for tool in psql curl; do
    command -v "$tool" >/dev/null || refuse "This needs $tool: install postgresql-client and curl."
done

trap clean_up EXIT
rm -rf "$place"

connect() {
    export PGHOST=127.0.0.1 PGUSER=candor PGDATABASE=postgres PGPORT PGPASSWORD
    PGPORT=$(sed -n 4p "$CANDOR_DATA_DIR/postgresql/cluster/postmaster.pid")
    PGPASSWORD=$(cat "$CANDOR_DATA_DIR/postgresql/password")
}
sql() { psql -qtAX -v ON_ERROR_STOP=1 -c "$1"; }
call() { curl -sS -f -X "$1" "$api$2" -H "Authorization: Bearer $CANDOR_BOOTSTRAP_TOKEN" -H 'Content-Type: application/json' ${3:+-d "$3"}; }
median() { sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.2f", b - a }'; }
per_second() { awk -v n="$1" -v t="$2" 'BEGIN { printf "%.0f", n / t }'; }
resident() { awk '/^VmHWM/ { printf "%.0f\n", $2 / 1024 }' "/proc/$program_pid/status"; }
stop() { kill "$program_pid"; await_end || true; }

# Puts the exposures from $1 up to $2 into the store, two pieces of a million at a time. The index by unit is taken away
# meanwhile and made again as full as random insertions leave one: it would take half an hour to grow in random order.
load() {
    local from to
    sql "drop index event_of_unit"
    for from in $(seq "$1" 1000000 $(($2 - 1))); do
        to=$((from + 1000000 < $2 ? from + 1000000 : $2))
        echo "-v from=$from -v to=$to"
    done | xargs -P 2 -L 1 psql -qX -v ON_ERROR_STOP=1 -v site="$site" -v experiment="$experiment" -v all="$2" -f "$here/fold/load.sql"
    PGOPTIONS="-c maintenance_work_mem=512MB" sql "create index event_of_unit on event (site_id, unit) with (fillfactor = 70)"
    sql "vacuum (analyze) event"
}

# Starts the program with workers and waits until nothing is marked; prints the seconds of folding alone.
fold() {
    CANDOR_FOLD_WORKERS=0
    start || refuse "The program does not start: see $log."
    connect
    load "$1" "$2"
    stop
    CANDOR_FOLD_WORKERS=2
    start || refuse "The program does not start: see $log."
    connect
    until [ "$(sql 'select count(*) from variant_total')" -gt 0 ]; do sleep 0.05; done
    local begun
    begun=$(now)
    local left
    left=$(sql "select count(*) from dirty_mark")
    until [ "$(sql "select exists (select from dirty_mark)")" = f ]; do sleep 0.1; done
    local took
    took=$(since "$begun")
    folded_rate=$(awk -v n="$left" -v t="$took" 'BEGIN { printf "%.0f", 1.5 * n / t }')
    echo "Fold of $(($2 - $1)) exposures and $((($2 - $1) / 2)) conversions, 2 workers: $took s, $folded_rate events/s"
}

# The median milliseconds of 30 requests.
request() {
    for _ in $(seq 33); do
        curl -sS -f -o /dev/null -w '%{time_total}\n' "$api$1" -H "Authorization: Bearer $CANDOR_BOOTSTRAP_TOKEN"
    done | tail -n 30 | median | awk '{ printf "%.1f", $1 * 1000 }'
}
results() {
    request "/sites/fold/experiments/fold/results" >/dev/null
    whole=$(request "/sites/fold/experiments/fold/results")
    echo "Results at $1 exposures: $whole ms; broken down by device $(request "/sites/fold/experiments/fold/results?breakdown=device") ms (median of 30)"
}

CANDOR_FOLD_WORKERS=0
start || refuse "The program does not start: see $log."
connect
call POST /sites '{"key":"fold","name":"Fold","origins":["https://fold.example"],"timeZone":"UTC","locale":"en"}' >/dev/null
call PUT /sites/fold/metrics/purchase '{"kind":"conversion","event":"purchase","windowHours":168}' >/dev/null
call PUT /sites/fold/metrics/spend '{"kind":"sum","event":"purchase","cap":80,"covariate":true}' >/dev/null
call PUT /sites/fold/metrics/orders '{"kind":"count","event":"purchase"}' >/dev/null
call POST /sites/fold/experiments '{"key":"fold","name":"Fold","question":"How fast?","unit":"consented_visitor",
  "variants":[{"key":"a","role":"privacy_first","weight":5000},{"key":"b","role":"personalized","weight":5000}],
  "metrics":[{"metric":"purchase","role":"primary"},{"metric":"spend","role":"secondary"},{"metric":"orders","role":"secondary"},
             {"metric":"feedback_negative","role":"trust","margin":{"absolute":0.005}}],
  "plan":{"method":"fixed","practicalEquivalence":{"relative":0.01},"maximumVisitors":20000000}}' >/dev/null
call POST /sites/fold/experiments/fold/start >/dev/null
site=$(sql "select id from site where key = 'fold'")
experiment=$(sql "select id from experiment where key = 'fold'")
# It has run for a week already.
sql "update experiment set started_at = now() - interval '8 days'; update phase set started_at = now() - interval '8 days'"
echo "Machine: $(nproc) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg), $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1), $(sql 'show server_version')"
stop

fold 0 "$small"
results "$small"
few=$whole
stop
fold "$small" "$large"
results "$large"
echo "Ratio $(awk -v a="$whole" -v b="$few" 'BEGIN { printf "%.2f", a / b }')"
begun=$(now)
job=$(call POST /sites/fold/experiments/fold/recount | sed 's/.*"id":"\([^"]*\)".*/\1/')
until call GET "/jobs/$job" | grep -qv '"status":"running"'; do sleep 0.2; done
took=$(since "$begun")
echo "Recount of $large exposures and $((large / 2)) conversions: $took s, $(per_second $((large * 3 / 2)) "$took") events/s; highest resident $(resident) MiB"
call GET "/jobs/$job"
echo
call GET "/jobs/$job" | grep -q '"confirmed":true'
