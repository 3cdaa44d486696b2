#!/usr/bin/env bash
# How fast events become durable: wrk against the packaged program with its embedded PostgreSQL, beside pgbench's single-row
# inserts and a plain loop on the same server, in turn, round after round, each begun when nothing is left to fold; then two long
# runs, which no postponed fold can flatter: what was sustained in their last third, how far the fold was behind at their
# end and how long it took to catch up, while the memory is watched.
# Needs wrk, pgbench and psql (Debian: apt-get install wrk postgresql-client postgresql-contrib).
#
#   deploy/bench/events.sh [ROUNDS] [SECONDS A ROUND] [SECONDS OF EACH LONG RUN]    5, 10 and 90 if not said
#   CANDOR_FOLD_WORKERS=0 deploy/bench/events.sh                                    nobody folds meanwhile
#   deploy/bench/events.sh 5 10 600                                                ten minutes of each
#
# A long run should last three times as long as a mark may wait to be folded (candor.fold.longest-wait, 30 s), or more.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/test/program.sh
. "$here/../test/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
rounds=${1:-5}
seconds=${2:-10}
long=${3:-90}
connections=64
place=$root/platform-ui/target/events-bench
log=$place/program.log
export CANDOR_DATA_DIR=$place/data CANDOR_BOOTSTRAP_TOKEN=token-of-the-events-bench
# Everything comes from one machine, for one site.
export CANDOR_EVENTS_PER_SECOND_AND_NETWORK=0 CANDOR_EVENTS_PER_SECOND_AND_SITE=0
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT
base=http://127.0.0.1:$QUARKUS_HTTP_PORT
need_jdk
for tool in wrk pgbench psql; do
    command -v "$tool" >/dev/null || refuse "This needs $tool: install wrk, postgresql-client and postgresql-contrib."
done

trap clean_up EXIT
rm -rf "$place"
start || refuse "The program does not start: see $log."
export PGHOST=127.0.0.1 PGUSER=candor PGDATABASE=postgres
PGPORT=$(sed -n 4p "$CANDOR_DATA_DIR/postgresql/cluster/postmaster.pid")
PGPASSWORD=$(cat "$CANDOR_DATA_DIR/postgresql/password")
export PGPORT PGPASSWORD
driver=$(find "$root/platform-ui/target/quarkus-app/lib/main" -name 'org.postgresql.postgresql-*.jar')
helper() { "$JAVA_HOME/bin/java" -cp "$driver" "$here/events/Load.java" "$@"; }
sql() { psql -qtAX -v ON_ERROR_STOP=1 -c "$1"; }

SITE_KEY=$(helper site "$base" "$CANDOR_BOOTSTRAP_TOKEN")
export SITE_KEY
[ "$(sql 'show fsync')" = on ] && [ "$(sql 'show synchronous_commit')" = on ] || refuse "The server is not durable."
sql "create schema bench;
     create table bench.single (id bigint generated always as identity primary key, site_id int not null,
         unit bytea not null, type text not null, occurred_at timestamptz not null, received_at timestamptz not null,
         name text, value_micros bigint);
     create table bench.event (like event including all) partition by range (id);
     create table bench.event_all partition of bench.event default;
     create table bench.dirty_mark (like dirty_mark including all);
     create table bench.erased_unit (like erased_unit including all);
     create table bench.signal_mark (like signal_mark including all);"

# The program's own count of what it answered as accepted.
accepted() {
    curl -s "$base/q/metrics" | awk '/^candor_events_total/ && /outcome="accepted"/ { total += $NF } END { printf "%d\n", total }'
}
resident() { awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$program_pid/status"; }
median() { sort -n | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }
# Events a second, and the median, 95th and 99th percentile and longest wait in ms, of so many events a request.
wrk_run() { EVENTS=$1 wrk -t 2 -c $connections -d "$2s" --timeout 30s -s "$here/events/send.lua" "$base" | awk -v events="$1" '
    /^WRK/ { printf "%.0f %s %s %s %s %d %d\n", $2 * events / $5, $6, $7, $8, $9, $3, $4 }'; }
pgbench_run() { pgbench -n -M prepared -c $connections -j 2 -T "$1" -f "$here/events/single.sql" 2>/dev/null |
    awk '/^tps/ { printf "%.0f\n", $3 }'; }

# The seconds of processor time that the program and its server have taken so far; the server's alone; per so many events.
ticks() { cat "$@" 2>/dev/null | awk '{ sub(/.*\) /, ""); total += $12 + $13 + $14 + $15 } END { printf "%.0f\n", total }'; }
server_pid=$(database_pid)
server_ticks() { ticks "/proc/$server_pid/stat" $(pgrep -P "$server_pid" | sed 's|.*|/proc/&/stat|'); }
all_ticks() { echo $(($(server_ticks) + $(ticks "/proc/$program_pid/stat"))); }
micros() { awk -v a="$1" -v b="$2" -v rate="$3" -v s="$4" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.0f", (b - a) / hz / (rate * s) * 1e6 }'; }

# How many marks wait, and how many seconds the oldest does.
marks() { sql "select count(*) from dirty_mark"; }
lag() { sql "select coalesce(round(extract(epoch from clock_timestamp() - min(marked_at)), 1), 0) from dirty_mark"; }
# Waits until everything is folded, or ten minutes; says how many seconds that took.
settle() {
    local begun=$SECONDS
    if [ "${CANDOR_FOLD_WORKERS:-}" != 0 ]; then
        until [ "$(sql "select not exists (select from dirty_mark)")" = t ] || [ $((SECONDS - begun)) -ge 600 ]; do sleep 0.5; done
    fi
    echo $((SECONDS - begun))
}

echo "Machine: $(nproc) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg), $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1), $(sql 'show server_version')"
echo "Warming up ..."
wrk_run 1 "$((2 * seconds))" >/dev/null
wrk_run 100 "$((2 * seconds))" >/dev/null
printf '%-5s %28s %10s %28s %10s\n' round "1 event (ev/s p50 p95 p99 ms)" pgbench "100 events (ev/s p50 p99 ms)" loop
: >"$place/rounds"
for round in $(seq "$rounds"); do
    settle >/dev/null
    before=$(all_ticks)
    one=$(wrk_run 1 "$seconds")
    one_micros=$(micros "$before" "$(all_ticks)" "${one%% *}" "$seconds")
    settle >/dev/null
    before=$(server_ticks)
    single=$(pgbench_run "$seconds")
    single_micros=$(micros "$before" "$(server_ticks)" "$single" "$seconds")
    hundred=$(wrk_run 100 "$seconds")
    settle >/dev/null
    loop=$(helper loop "jdbc:postgresql://127.0.0.1:$PGPORT/postgres" candor "$PGPASSWORD" \
        "$root/platform-api/src/main/resources/sql/eventstore/append.sql" "$seconds")
    sql "truncate bench.single, bench.event, bench.dirty_mark"
    echo "$one $single $hundred $loop $one_micros $single_micros" >>"$place/rounds"
    echo "$one $single $hundred $loop" | awk -v round="$round" '{
        printf "%-5s %10s %5s %5s %5s %11s %16s %5s %5s %10s   refused %d broken %d\n", round, $1, $2, $3, $4, $8, $9, $10, $12, $16, $6 + $14, $7 + $15 }'
done
column() { awk -v c="$1" '{ print $c }' "$place/rounds" | median; }
ratio() { awk -v a="$1" -v b="$2" '{ print $a / $b }' "$place/rounds" | median; }
printf 'Medians: 1 event %s ev/s, p50 %s p95 %s p99 %s ms, %.2f times pgbench (%s); 100 events %s ev/s, p50 %s p99 %s ms, %.2f of the loop (%s)\n' \
    "$(column 1)" "$(column 2)" "$(column 3)" "$(column 4)" "$(ratio 1 8)" "$(column 8)" \
    "$(column 9)" "$(column 10)" "$(column 12)" "$(ratio 9 16)" "$(column 16)"
printf 'CPU: program and server %s µs an event, one a request; server %s µs a row of pgbench\n' "$(column 17)" "$(column 18)"

single=$(column 8)
for events in 1 100; do
    settle >/dev/null
    echo "$long s with $connections connections, $events a request; MiB resident:"
    accepted_at_first=$(accepted)
    ticks_at_first=$(all_ticks)
    wrk_run "$events" "$long" >"$place/long" &
    running=$!
    begun=$SECONDS
    third=""
    highest_lag=0
    while is_alive "$running"; do
        sleep "$((long > 40 ? long / 20 : 2))"
        printf '%s ' "$(resident)"
        highest_lag=$(printf '%s\n%s\n' "$highest_lag" "$(lag)" | sort -g | tail -n 1)
        if [ -z "$third" ] && [ $((SECONDS - begun)) -ge $((long * 2 / 3)) ] && is_alive "$running"; then
            third="$(accepted) $(date +%s.%N)"
        fi
        if [ -n "$third" ] && is_alive "$running"; then last="$(accepted) $(date +%s.%N)"; fi
    done
    wait "$running"
    behind=$(lag)
    left=$(marks)
    caught_up=$(settle)
    total=$(($(accepted) - accepted_at_first))
    sustained=$(echo "$third $last" | awk '{ printf "%.0f", ($3 - $1) / ($4 - $2) }')
    printf '\n  events/s p50 p95 p99 longest ms refused broken: %s\n' "$(cat "$place/long")"
    printf '  last third: %s events/s' "$sustained"
    [ "$events" != 1 ] || printf ', %s times pgbench of the rounds' "$(awk -v a="$sustained" -v b="$single" 'BEGIN { printf "%.2f", a / b }')"
    printf '\n  fold: oldest mark %s s at the end (%s at most), %s marks left, folded %s s later; all in all %s µs of CPU an event\n' \
        "$behind" "$highest_lag" "$left" "$caught_up" "$(micros "$ticks_at_first" "$(all_ticks)" "$total" 1)"
done
echo "Highest ever: $(awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$program_pid/status") MiB"
sleep 1
stored=$(sql "select count(*) from event")
answered=$(accepted)
echo "Stored $stored events, accepted by the program's count $answered"
[ "$stored" = "$answered" ]
