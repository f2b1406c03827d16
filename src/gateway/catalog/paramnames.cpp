// SPDX-License-Identifier: GPL-3.0-or-later
#include "paramnames.h"

#include <QSet>
#include <QUrl>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static const QSet<QString> &publicTexts()
{
    static const QSet<QString> names{u"api_base"_s,
                                     u"api_version"_s,
                                     u"aws_region_name"_s,
                                     u"base_model"_s,
                                     u"base_url"_s,
                                     u"budget_duration"_s,
                                     u"credential_name"_s,
                                     u"custom_llm_provider"_s,
                                     u"demo_rate_limit"_s,
                                     u"deployment_id"_s,
                                     u"litellm_credential_name"_s,
                                     u"model"_s,
                                     u"organization"_s,
                                     u"project"_s,
                                     u"reasoning_effort"_s,
                                     u"region_name"_s,
                                     u"response_format"_s,
                                     u"service_tier"_s,
                                     u"tags"_s,
                                     u"tenant_id"_s,
                                     u"client_id"_s,
                                     u"vertex_location"_s,
                                     u"vertex_project"_s,
                                     u"verbosity"_s,
                                     u"watsonx_region_name"_s};
    return names;
}

static bool soundsSecret(const QString &name)
{
    for (const auto &part :
         {"key"_L1, "secret"_L1, "password"_L1, "credentials"_L1, "auth"_L1, "cookie"_L1}) {
        if (name.contains(part, Qt::CaseInsensitive))
            return true;
    }
    // Not max_tokens or input_cost_per_token.
    return name == u"token"_s || name.endsWith(u"_ad_token"_s) || name.endsWith(u"session_token"_s);
}

bool isPublicParam(const QString &name, const Json &value)
{
    if (publicTexts().contains(name))
        return true;
    return !soundsSecret(name) && (value.is_number() || value.is_boolean() || value.is_null());
}

bool isFollowedParam(const QString &name)
{
    static const QSet<QString> names{u"model"_s,         u"api_base"_s,
                                     u"base_url"_s,      u"api_key"_s,
                                     u"api_version"_s,   u"custom_llm_provider"_s,
                                     u"timeout"_s,       u"stream_timeout"_s,
                                     u"max_tokens"_s,    u"input_cost_per_token"_s,
                                     u"demo_delay_ms"_s, u"output_cost_per_token"_s,
                                     u"demo_chunk_ms"_s, u"litellm_credential_name"_s,
                                     u"demo_fail"_s,     u"demo_rate_limit"_s};
    return names.contains(name);
}

Json masked(const Json &value)
{
    constexpr qsizetype ShortestShown = 16;
    const QString text = value.is_string() ? value.get<QString>() : QString();
    return text.size() < ShortestShown ? Json("****") : Json(u"****"_s + text.last(4));
}

static Json shownBase(const Json &value)
{
    if (!value.is_string())
        return value;
    const QUrl url(value.get<QString>());
    return url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

Json shownParams(const Json &params)
{
    Json shown = Json::object();
    for (const auto &[key, value] : params.items()) {
        const QString name = QString::fromStdString(key);
        if (name == u"api_base"_s || name == u"base_url"_s)
            shown[key] = shownBase(value);
        else if (isPublicParam(name, value))
            shown[key] = value;
        else if (name != u"api_key"_s)
            shown[key] = masked(value);
    }
    return shown;
}

} // namespace sekisho::gateway
