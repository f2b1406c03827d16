// SPDX-License-Identifier: GPL-3.0-or-later
#include "sectionreader.h"
#include "settingsreaders.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

static const QHash<QString, QString> &reasons()
{
    const QString turns = u"the deployments of a model take turns by order and weight, each tried once"_s;
    static const QHash<QString, QString> all{{u"routing_strategy"_s, turns},
                                             {u"routing_strategy_args"_s, turns},
                                             {u"num_retries"_s, turns},
                                             {u"retry_policy"_s, turns},
                                             {u"allowed_fails"_s, turns},
                                             {u"cooldown_time"_s, turns},
                                             {u"fallbacks"_s, turns},
                                             {u"default_fallbacks"_s, turns},
                                             {u"context_window_fallbacks"_s, turns},
                                             {u"content_policy_fallbacks"_s, turns},
                                             {u"redis_host"_s, u"no Redis is used"_s},
                                             {u"redis_port"_s, u"no Redis is used"_s},
                                             {u"redis_password"_s, u"no Redis is used"_s},
                                             {u"redis_url"_s, u"no Redis is used"_s}};
    return all;
}

core::Result<void> readRouterSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config)
{
    SectionReader reader(yaml, section, u"router_settings"_s);
    reader.readObject("model_group_alias", config.settings.modelGroupAlias);
    return reader.finish(reasons());
}

} // namespace sekisho::gateway
