#!/usr/bin/env bash
# What decisions cost: wrk against the packaged program, with 20 running experiments made over the API, beside answers of
# the same program that say nothing, in turn, round after round. CPU time is the server process's own, from /proc.
# Then what bad requests do to its memory. Needs wrk, curl and Linux (Debian: apt-get install wrk curl).
#
#   deploy/bench/decide.sh [ROUNDS] [SECONDS A ROUND] [SECONDS OF BAD REQUESTS]     5, 8 and 30 if not said
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/test/program.sh
. "$here/../test/program.sh"
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"
rounds=${1:-5}
seconds=${2:-8}
bad=${3:-30}
connections=64
place=$root/platform-ui/target/decide-bench
log=$place/program.log
export CANDOR_DATA_DIR=$place/data CANDOR_BOOTSTRAP_TOKEN=token-of-the-decide-bench CANDOR_BENCH=true
QUARKUS_HTTP_PORT=$(free_port)
export QUARKUS_HTTP_PORT
base=http://127.0.0.1:$QUARKUS_HTTP_PORT
origin=https://bench.example
need_jdk
for tool in wrk curl; do
    command -v "$tool" >/dev/null || refuse "This needs $tool: install wrk and curl."
done

trap clean_up EXIT
rm -rf "$place"
start || refuse "The program does not start: see $log."

# api METHOD PATH BODY: the management API, whose answer must be good.
api() {
    curl -sS --fail-with-body -X "$1" -H "Authorization: Bearer $CANDOR_BOOTSTRAP_TOKEN" -H 'Content-Type: application/json' \
        -d "$3" "$base/api/v1$2"
}
api POST /sites "{\"key\":\"bench\",\"name\":\"Bench\",\"origins\":[\"$origin\"],\"locale\":\"en\"}" >"$place/site.json"
site_key=$(sed 's/.*"siteKey":"\([^"]*\)".*/\1/' "$place/site.json")
api PUT /sites/bench/metrics/purchase '{"kind":"conversion","event":"purchase","direction":"increase"}' >/dev/null
for n in $(seq 20); do
    count=$((2 + n % 3))
    variants=""
    for v in $(seq "$count"); do
        weight=$((10000 / count))
        [ "$v" -gt 1 ] || weight=$((10000 - weight * (count - 1)))
        role=$([ "$v" -eq 1 ] && echo control || echo personalized)
        variants="$variants,{\"key\":\"v$v\",\"role\":\"$role\",\"weight\":$weight,\"payload\":{\"color\":\"blue\",\"size\":$v,\"title\":\"Title $v of $n\"}}"
    done
    audience=""
    [ $((n % 5)) -ne 0 ] || audience='"audience":{"context":"device","op":"in","values":["mobile","tablet"]},'
    api POST /sites/bench/experiments "{\"key\":\"experiment-$n\",\"name\":\"Number $n\",\"question\":\"Which?\",\"hypothesis\":\"One.\",\"unit\":\"consented_visitor\",\"trafficShare\":10000,$audience
        \"variants\":[${variants#,}],\"metrics\":[{\"metric\":\"purchase\",\"role\":\"primary\"}],
        \"plan\":{\"method\":\"fixed\",\"practicalEquivalence\":{\"relative\":0.01},\"maximumVisitors\":60000}}" >/dev/null
    api POST "/sites/bench/experiments/experiment-$n/start" '' >/dev/null
done

# wrk's script reads these.
export SITE_KEY=$site_key ORIGIN=$origin
TAG=$(curl -sS -o /dev/null -D - -H 'Accept-Encoding: gzip' "$base/v1/sites/$site_key/ruleset" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
export TAG
answer=$(curl -sS -X POST -d "{\"siteKey\":\"$site_key\",\"unit\":\"u\",\"context\":{\"device\":\"mobile\"},\"consent\":{\"measurement\":\"granted\",\"remembering\":\"granted\"}}" "$base/v1/decide")
[ "$(printf '%s' "$answer" | grep -o '"reason":"assigned"' | wc -l)" -eq 20 ] || refuse "Not all 20 experiments are decided: $answer"

ticks=$(getconf CLK_TCK)
# Microseconds of processor time that the server process has used.
cpu() { awk -v t="$ticks" '{ sub(/.*\) /, ""); printf "%.0f\n", ($12 + $13) * 1000000 / t }' "/proc/$program_pid/stat"; }
# Prints: microseconds of CPU a request, requests a second, p50 and p99 in ms, answers that were not as they should be.
measure() {
    local before after
    before=$(cpu)
    DOOR=$1 wrk -t 2 -c "$connections" -d "${2}s" -s "$here/decide/ask.lua" "$base" >"$place/wrk"
    after=$(cpu)
    awk -v cpu=$((after - before)) '/^WRK/ { printf "%.2f %.0f %s %s %d\n", cpu / $2, $2 / $3, $4, $5, $6 }' "$place/wrk"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { awk -v c="$2" '{ print $c }' "$place/$1" | median; }
# The median over the rounds of one door's figure divided by another's of the same round.
ratio() { paste -d ' ' "$place/$1" "$place/$2" | awk -v c="$3" '{ print $c / $(c + 5) }' | median; }

doors="fixed trivial route decide ruleset"
echo "Machine: $(nproc) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg), $("$JAVA_HOME/bin/java" -version 2>&1 | head -n 1)"
echo "Answer: ${#answer} bytes; warming up ..."
for door in $doors $doors; do measure "$door" "$seconds" >/dev/null; done
for round in $(seq "$rounds"); do
    for door in $doors; do measure "$door" "$seconds" >>"$place/$door"; done
    echo "round $round: $(for door in $doors; do printf '%s %s us %s/s   ' "$door" $(tail -n 1 "$place/$door" | cut -d ' ' -f 1-2); done)"
done
printf '%-9s %12s %12s %8s %8s %7s\n' door "us CPU/req" "requests/s" "p50 ms" "p99 ms" wrong
for door in $doors; do
    printf '%-9s %12s %12s %8s %8s %7s\n' "$door" "$(column "$door" 1)" "$(column "$door" 2)" "$(column "$door" 3)" "$(column "$door" 4)" \
        "$(awk '{ n += $5 } END { print n + 0 }' "$place/$door")"
done
echo "Medians of the rounds' own ratios:"
printf '  decide / fixed    CPU %.2f (at most 1.5)   requests/s %.2f (at least 0.60)   p99 %.2f (at most 3)\n' \
    "$(ratio decide fixed 1)" "$(ratio decide fixed 2)" "$(ratio decide fixed 4)"
printf '  decide / trivial  CPU %.2f (at most 1.3)   requests/s %.2f   p99 %.2f\n' \
    "$(ratio decide trivial 1)" "$(ratio decide trivial 2)" "$(ratio decide trivial 4)"
printf '  decide / route    CPU %.2f   requests/s %.2f   (a fixed answer that also stands beside JAX-RS)\n' \
    "$(ratio decide route 1)" "$(ratio decide route 2)"
printf '  ruleset 304 / fixed   CPU %.2f   requests/s %.2f (at least 0.85)\n' "$(ratio ruleset fixed 1)" "$(ratio ruleset fixed 2)"

echo "Bad requests for $bad s: heap in use after a collection, resident memory (MiB)"
heap() {
    "$JAVA_HOME/bin/jcmd" "$program_pid" GC.run >/dev/null
    "$JAVA_HOME/bin/jcmd" "$program_pid" GC.heap_info | awk '
        /Metaspace/ { exit }
        { for (i = 1; i < NF; i++) if ($i == "used") kib += $(i + 1) } # one line for each generation, or one for the heap
        END { printf "%.0f", kib / 1024 }'
}
resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$program_pid/status"; }
echo "  before: $(heap) heap, $(resident) resident"
for third in 1 2 3; do
    measure bad $((bad / 3)) >"$place/bad"
    echo "  after $((third * bad / 3)) s: $(heap) heap, $(resident) resident; $(awk '{ print $2 "/s, p99 " $4 " ms, " $5 " answers of 2xx or 5xx" }' "$place/bad")"
done
