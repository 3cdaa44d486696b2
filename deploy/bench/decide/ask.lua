-- Asks one door, named by DOOR. Every request of decide has a unit of its own; a browser's headers come along.
local door = os.getenv("DOOR")
local site = os.getenv("SITE_KEY")
local threads = {}
local number = 0

local browser = {
  ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
  ["Origin"] = os.getenv("ORIGIN"),
  ["Content-Type"] = "text/plain;charset=UTF-8",
}
local conditional = { ["If-None-Match"] = os.getenv("TAG"), ["Accept-Encoding"] = "gzip" }
for name, value in pairs(browser) do conditional[name] = value end

local function question(unit)
  return '{"siteKey":"' .. site .. '","unit":"' .. unit .. '","context":{"device":"mobile","language":"en","path":"/"},'
    .. '"consent":{"measurement":"granted","remembering":"granted","personalization":"unknown"}}'
end

local bad = {
  '', '{', '[]', 'nonsense', '{"siteKey":"pk_unheard_of"}', '{"siteKey":NaN}', '{"siteKey":1,"unit":[]}',
  '{"siteKey":"' .. site .. '","siteKey":"' .. site .. '"}', string.rep("[", 10000),
  '{"siteKey":"' .. site .. '","unit":"' .. string.rep("u", 129) .. '"}',
  '{"siteKey":"' .. site .. '","unit":"\\ud800"}', '{"siteKey":"' .. site .. '","unit":"\255"}',
  '{"siteKey":"' .. site .. '","context":{"device":{}}}', '{"siteKey":"' .. site .. '","unheard":"' .. string.rep("x", 100000) .. '"}',
  string.rep("x", 300000),
}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init(args)
  math.randomseed(os.time() + id * 7919)
  wrong = 0
end

request = function()
  number = number + 1
  if door == "fixed" then return wrk.format("GET", "/v1/bench/fixed", browser) end
  if door == "route" then return wrk.format("GET", "/v1/bench/route", browser) end
  if door == "ruleset" then return wrk.format("GET", "/v1/sites/" .. site .. "/ruleset", conditional) end
  if door == "bad" then
    -- Each name is another one, for tables of names to grow by if they can.
    local body = number % 16 == 0 and '{"name' .. math.random(1e9) .. '":1}' or bad[number % 16]
    return wrk.format("POST", "/v1/decide", browser, body)
  end
  local unit = string.format("%08x%08x%08x%08x", math.random(0, 2147483647), math.random(0, 2147483647), number, id)
  return wrk.format("POST", door == "trivial" and "/v1/bench/trivial" or "/v1/decide", browser, question(unit))
end

response = function(status)
  local right = (door == "ruleset" and status == 304) or (door == "bad" and status >= 400 and status < 500)
    or (door ~= "ruleset" and door ~= "bad" and status == 200)
  if not right then wrong = wrong + 1 end
end

function done(summary, latency)
  local wrongs = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do wrongs = wrongs + thread:get("wrong") end
  print(string.format("WRK %d %.3f %.2f %.2f %d", summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, wrongs))
end
