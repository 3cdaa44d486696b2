-- wrk's requests: EVENTS events each (1 if not set), every one new. Each unit is exposed once and converts once, so that
-- both kinds take part and no unit grows beyond life. Ids are UUIDs of version 7, of this very millisecond.
local ffi = require("ffi")
ffi.cdef [[
struct moment { long seconds; long micros; };
int gettimeofday(struct moment *now, void *zone);
]]
local now = ffi.new("struct moment")
local hex = {}
for byte = 0, 255 do hex[byte] = string.format("%02x", byte) end

local count = tonumber(os.getenv("EVENTS") or "1")
local head = '{"siteKey":"' .. os.getenv("SITE_KEY") .. '","events":['
local exposure = '","type":"exposure","experiment":"load","variant":"a","personalized":false,"dimensions":{"device":"mobile"},"unit":"'
local conversion = '","type":"conversion","name":"purchase","value":12.5,"unit":"'
local threads = 0
local sent = 0
local thread, unit

function setup(t)
    threads = threads + 1
    t:set("number", threads)
end

function init()
    math.randomseed(os.time() * 64 + number)
    thread = ""
    for _ = 1, 5 do thread = thread .. hex[math.random(0, 255)] end
    wrk.method = "POST"
    wrk.path = "/v1/events"
    wrk.headers["Content-Type"] = "text/plain"
    wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0"
end

local function tail()
    sent = sent + 1
    return hex[bit.band(bit.rshift(sent, 24), 255)] .. hex[bit.band(bit.rshift(sent, 16), 255)]
        .. hex[bit.band(bit.rshift(sent, 8), 255)] .. hex[bit.band(sent, 255)]
end

function request()
    ffi.C.gettimeofday(now, nil)
    local millis = tonumber(now.seconds) * 1000 + math.floor(tonumber(now.micros) / 1000)
    local time = string.format("%012x", millis)
    local start = string.sub(time, 1, 8) .. "-" .. string.sub(time, 9) .. "-7"
    local parts = { head }
    for i = 1, count do
        local own = tail()
        local isNew = sent % 2 == 1
        if isNew then unit = thread .. own end
        parts[#parts + 1] = '{"id":"'
        parts[#parts + 1] = start
        parts[#parts + 1] = string.sub(own, 6)
        parts[#parts + 1] = "-8"
        parts[#parts + 1] = string.sub(own, 3, 5)
        parts[#parts + 1] = "-"
        parts[#parts + 1] = thread
        parts[#parts + 1] = string.sub(own, 1, 2)
        parts[#parts + 1] = isNew and exposure or conversion
        parts[#parts + 1] = unit
        parts[#parts + 1] = i < count and '"},' or '"}]}'
    end
    return wrk.format(nil, nil, nil, table.concat(parts))
end

-- One line that a script can read: requests, answers that were not 2xx, broken ones, seconds, latencies in milliseconds.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("WRK %d %d %d %.3f %.2f %.2f %.2f %.2f\n", summary.requests, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
