// SPDX-License-Identifier: GPL-3.0-or-later
#include "upstreamdialect.h"

#include <array>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Dialect {
    QLatin1StringView provider;
    QLatin1StringView base; ///< empty: api_base is required
};

constexpr std::array Dialects{
    Dialect{QLatin1StringView("openai"), QLatin1StringView("https://api.openai.com/v1")},
    Dialect{QLatin1StringView("azure"), QLatin1StringView("")},
    Dialect{QLatin1StringView("gemini"),
            QLatin1StringView("https://generativelanguage.googleapis.com/v1beta/openai")},
    Dialect{QLatin1StringView("ollama"), QLatin1StringView("http://localhost:11434/v1")},
    Dialect{QLatin1StringView("ollama_chat"), QLatin1StringView("http://localhost:11434/v1")},
    Dialect{QLatin1StringView("hosted_vllm"), QLatin1StringView("")},
    Dialect{QLatin1StringView("lm_studio"), QLatin1StringView("")},
    Dialect{QLatin1StringView("openai_like"), QLatin1StringView("")},
};

// Providers of LiteLLM whose dialect is not OpenAI's; named so that a wrong guess is not sent to OpenAI.
constexpr std::array Foreign{
    QLatin1StringView("anthropic"),   QLatin1StringView("bedrock"),     QLatin1StringView("cohere"),
    QLatin1StringView("cohere_chat"), QLatin1StringView("huggingface"), QLatin1StringView("sagemaker"),
    QLatin1StringView("vertex_ai"),   QLatin1StringView("watsonx"),     QLatin1StringView("azure_ai"),
};

const Dialect *dialectOf(QStringView provider)
{
    for (const Dialect &dialect : Dialects) {
        if (provider == dialect.provider)
            return &dialect;
    }
    return nullptr;
}

bool isForeign(QStringView provider)
{
    return std::any_of(Foreign.begin(), Foreign.end(), [&](auto name) { return provider == name; });
}

bool isDate(const QString &apiVersion)
{
    return !apiVersion.isEmpty() && apiVersion.front().isDigit();
}

QString azureForm(QString base, const QString &deployment, const QString &apiVersion)
{
    if (base.contains(u"/openai/v1"_s) || base.contains(u"/openai/deployments/"_s))
        return base;
    if (isDate(apiVersion))
        return base + (base.endsWith(u"/openai"_s) ? u"/deployments/"_s : u"/openai/deployments/"_s) +
               deployment;
    if (base.endsWith(u"/openai"_s))
        return base + u"/v1"_s;
    return base + u"/openai/v1"_s;
}

QString trimmedBase(QString base)
{
    while (base.endsWith(u'/'))
        base.chop(1);
    const auto path = u"/chat/completions"_s;
    if (base.endsWith(path))
        base.chop(path.size());
    return base;
}

} // namespace

static core::Result<UpstreamName> known(const QString &provider, const QString &model)
{
    if (isForeign(provider))
        return core::fail(ErrorKind::Unsupported,
                          u"the provider '%1' is not supported; serve it under an OpenAI-compatible api_base "
                          u"as openai/NAME"_s.arg(provider));
    if (provider == u"demo"_s || dialectOf(provider))
        return UpstreamName{provider, model};
    return core::fail(ErrorKind::Unsupported, u"the provider '%1' is not known"_s.arg(provider));
}

QStringList spokenProviders()
{
    QStringList names{u"demo"_s};
    for (const Dialect &dialect : Dialects)
        names.append(QString(dialect.provider));
    return names;
}

core::Result<UpstreamName> parseUpstreamName(const QString &model, const std::optional<QString> &provider)
{
    const auto slash = model.indexOf(u'/');
    if (provider && slash >= 0 && model.first(slash) == *provider)
        return known(*provider, model.sliced(slash + 1));
    if (provider)
        return known(*provider, model);
    if (slash < 0)
        return UpstreamName{u"openai"_s, model};
    return known(model.first(slash), model.sliced(slash + 1));
}

core::Result<QUrl> upstreamBase(const UpstreamName &name, const QString &apiBase, const QString &apiVersion)
{
    const Dialect *dialect = dialectOf(name.provider);
    if (!dialect)
        return QUrl(apiBase);
    QString base = trimmedBase(apiBase.isEmpty() ? QString(dialect->base) : apiBase);
    if (base.isEmpty())
        return core::fail(ErrorKind::InvalidInput, u"%1 needs an api_base"_s.arg(name.provider));
    if (name.provider == u"azure"_s)
        base = azureForm(base, name.model, apiVersion);
    const QUrl url(base, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return core::fail(ErrorKind::InvalidInput, u"api_base is not an http or https address"_s);
    if (!url.userInfo().isEmpty())
        return core::fail(ErrorKind::InvalidInput,
                          u"api_base names a user, which is never sent: give the key as api_key"_s);
    return url;
}

} // namespace sekisho::gateway
