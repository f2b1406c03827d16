// SPDX-License-Identifier: GPL-3.0-or-later
#include "demodeployments.h"

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double PerMillion = 1e-6;

Deployment demoDeployment(const QString &id, const QString &modelName, const QString &upstreamModel)
{
    Deployment deployment;
    deployment.id = id;
    deployment.modelName = modelName;
    deployment.provider = u"demo"_s;
    deployment.upstreamModel = upstreamModel;
    return deployment;
}

} // namespace

std::vector<Deployment> demoDeployments()
{
    Deployment gpt = demoDeployment(u"demo-gpt-4o-mini"_s, u"gpt-4o-mini"_s, u"gpt-4o-mini"_s);
    gpt.inputPrice = core::TokenPrice::fromUsdPerToken(0.15 * PerMillion);
    gpt.outputPrice = core::TokenPrice::fromUsdPerToken(0.60 * PerMillion);

    Deployment gemini = demoDeployment(u"demo-gemini-2.0-flash-lite"_s, u"gemini/gemini-2.0-flash-lite"_s,
                                       u"gemini-2.0-flash-lite"_s);
    gemini.inputPrice = core::TokenPrice::fromUsdPerToken(0.075 * PerMillion);
    gemini.outputPrice = core::TokenPrice::fromUsdPerToken(0.30 * PerMillion);
    return {gpt, gemini};
}

} // namespace sekisho::providers
