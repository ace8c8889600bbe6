-- Adds offhook's verdict as a symbol beside Rspamd's own.
--
-- Put this file at /etc/rspamd/offhook.lua and the line
--     dofile(rspamd_paths['LOCAL_CONFDIR'] .. '/offhook.lua')
-- into /etc/rspamd/rspamd.local.lua. Other values than these defaults stand in /etc/rspamd/rspamd.conf.local:
--     offhook { url = "http://127.0.0.1:11403/checkv2"; timeout = 5.0; malicious = 8.0; suspicious = 3.0; }
-- Rspamd adds a header from 6 points and rejects from 15, by default: a malicious mail is marked, not refused.

local rspamd_http = require "rspamd_http"
local rspamd_logger = require "rspamd_logger"
local ucl = require "ucl"

local settings = rspamd_config:get_all_opt("offhook") or {}
local url = settings.url or "http://127.0.0.1:11403/checkv2"
local timeout = settings.timeout or 5.0

-- The symbols that the reply may hold, with the points they are worth here.
local verdicts = {
  OFFHOOK_MALICIOUS = settings.malicious or 8.0,
  OFFHOOK_SUSPICIOUS = settings.suspicious or 3.0,
  OFFHOOK_UNDECIDED = 0.0,
  OFFHOOK_BENIGN = 0.0,
}

local function request_headers(task)
  local headers = {}
  local ip = task:get_from_ip()
  if ip and ip:is_valid() then headers["IP"] = ip:to_string() end
  local helo = task:get_helo()
  if helo then headers["Helo"] = helo end
  local from = task:get_from("smtp")
  if from and from[1] then headers["From"] = from[1].addr end
  local recipients = {}
  for _, recipient in ipairs(task:get_recipients("smtp") or {}) do
    recipients[#recipients + 1] = recipient.addr
  end
  if #recipients > 0 then headers["Rcpt"] = recipients end
  return headers
end

local function answered(task, body)
  local parser = ucl.parser()
  local parsed, problem = parser:parse_string(body)
  if not parsed then
    rspamd_logger.errx(task, "offhook: the reply cannot be read: %s", problem)
    task:insert_result("OFFHOOK_FAIL", 1.0, "reply")
    return
  end
  local symbols = parser:get_object().symbols or {}
  local reasons, verdict = {}, nil
  for name, symbol in pairs(symbols) do
    if verdicts[name] then
      verdict = name
    else
      reasons[#reasons + 1] = name:gsub("^OFFHOOK_", ""):lower()
    end
  end
  if verdict then
    table.sort(reasons)
    task:insert_result(verdict, 1.0, reasons)
  end
end

local function check(task)
  rspamd_http.request({
    task = task,
    url = url,
    method = "POST",
    headers = request_headers(task),
    body = task:get_content(),
    timeout = timeout,
    callback = function(problem, code, body)
      if problem or code ~= 200 then
        -- Rspamd's own verdict stands; that offhook was not asked is said.
        rspamd_logger.warnx(task, "offhook: %s", problem or code)
        task:insert_result("OFFHOOK_FAIL", 1.0, tostring(problem or code))
      else
        answered(task, body)
      end
    end,
  })
end

local parent = rspamd_config:register_symbol({
  name = "OFFHOOK_CHECK",
  type = "callback",
  callback = check,
})
for name, points in pairs(verdicts) do
  rspamd_config:register_symbol({ name = name, type = "virtual", parent = parent })
  rspamd_config:set_metric_symbol({ name = name, score = points, group = "offhook", description = "offhook's verdict" })
end
rspamd_config:register_symbol({ name = "OFFHOOK_FAIL", type = "virtual", parent = parent })
rspamd_config:set_metric_symbol({ name = "OFFHOOK_FAIL", score = 0.0, group = "offhook", description = "offhook could not be asked" })
