// SPDX-License-Identifier: GPL-3.0-or-later
#include "allowediproutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"

#include <gateway/addressgate.h>
#include <storage/gateway/settingrepository.h>

namespace sekisho::gateway {

using core::fail;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

static QString settingName()
{
    return u"allowed_ips"_s;
}

AllowedIpRoutes::AllowedIpRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> AllowedIpRoutes::routes() const
{
    return {
        makeRoute("GET", "/get/allowed_ips", Scope::Viewer, *this, &AllowedIpRoutes::list),
        makeRoute("POST", "/add/allowed_ip", Scope::Admin, *this, &AllowedIpRoutes::add),
        makeRoute("POST", "/delete/allowed_ip", Scope::Admin, *this, &AllowedIpRoutes::erase),
    };
}

Result<void> AllowedIpRoutes::load() const
{
    const auto stored = storage::SettingRepository(m_services->database).find(settingName());
    if (!stored)
        return fail(stored.error());
    QStringList entries = m_services->settings.allowedIps;
    if (*stored)
        entries =
            core::stringsOr({{"list", core::parseJson((*stored)->toUtf8()).value_or(Json::array())}}, "list");
    for (const QString &entry : entries) {
        if (auto checked = AddressGate::check(entry); !checked)
            return fail(core::ErrorKind::InvalidInput, u"allowed_ips: "_s + checked.error().detail);
    }
    m_services->gate.set(entries);
    return {};
}

AllowedIpRoutes::Answer AllowedIpRoutes::list(const AdminCall &) const
{
    return Json{{"data", core::toJson(m_services->gate.entries())}};
}

Result<QString> AllowedIpRoutes::readIp(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString ip = reader.requiredText("ip");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (auto checked = AddressGate::check(ip); !checked)
        return fail(checked.error());
    return ip;
}

Result<void> AllowedIpRoutes::store(const AdminCall &call, const QStringList &entries) const
{
    const Json before{{"allowed_ips", core::toJson(m_services->gate.entries())}};
    const Json after{{"allowed_ips", core::toJson(entries)}};
    auto done = m_services->database.transaction([&]() -> Result<void> {
        const QString text = QString::fromUtf8(core::toJsonBytes(core::toJson(entries)));
        auto stored = storage::SettingRepository(m_services->database).store(settingName(), text);
        return stored
                   ? AuditTrail(*m_services)
                         .record(call, AuditAction::Updated, AuditTable::Config, settingName(), before, after)
                   : stored;
    });
    if (done)
        m_services->gate.set(entries);
    return done;
}

AllowedIpRoutes::Answer AllowedIpRoutes::add(const AdminCall &call) const
{
    const auto ip = readIp(call);
    if (!ip)
        return fail(ip.error());
    QStringList entries = m_services->gate.entries();
    if (!entries.contains(*ip))
        entries.append(*ip);
    if (auto done = store(call, entries); !done)
        return fail(done.error());
    return Json{{"message", u"IP %1 address added successfully"_s.arg(*ip)}, {"status", "success"}};
}

AllowedIpRoutes::Answer AllowedIpRoutes::erase(const AdminCall &call) const
{
    const auto ip = readIp(call);
    if (!ip)
        return fail(ip.error());
    QStringList entries = m_services->gate.entries();
    if (!entries.removeAll(*ip))
        return fail(core::ErrorKind::NotFound, u"IP %1 is not among the allowed ones"_s.arg(*ip), {},
                    u"ip"_s);
    if (auto done = store(call, entries); !done)
        return fail(done.error());
    return Json{{"message", u"IP %1 deleted successfully"_s.arg(*ip)}, {"status", "success"}};
}

} // namespace sekisho::gateway
