// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Asks one rule after the other until one refuses.
class Inquiry
{
public:
    Inquiry(const Authorise &authorise, const Admit &admit, const Question &question)
        : m_authorise(authorise)
        , m_admit(admit)
        , m_question(question)
    {
    }

    Explanation run(const std::shared_ptr<const ModelTable> &models)
    {
        if (asksStanding() && asksRoute() && asksLabels() && asksLists(models) && asksModel())
            asksLimits();
        return std::move(m_explanation);
    }

private:
    bool note(const QString &rule, const QString &object, const QString &reason)
    {
        m_explanation.rules.push_back({rule, object, reason});
        return reason.isEmpty();
    }
    bool note(const QString &rule, const QString &object, const core::Result<void> &said)
    {
        return note(rule, object, said ? QString() : said.error().detail);
    }

    QString keyName() const
    {
        const auto &key = m_question.caller.key;
        return key ? key->rules.keyAlias.value_or(key->rules.keyName) : QString();
    }

    bool asksStanding()
    {
        auto grant = m_authorise.standing(m_question.caller);
        if (!grant)
            return note(u"key"_s, keyName(), grant.error().detail);
        m_grant = std::move(*grant);
        return note(u"key"_s, keyName(), QString());
    }

    bool asksRoute()
    {
        return note(u"key.allowed_routes"_s, keyName(),
                    m_authorise.route(m_question.caller, m_question.path));
    }

    bool asksLabels()
    {
        return note(u"labels"_s, m_question.command.endUser,
                    m_authorise.labels(m_question.caller, m_grant, m_question.command));
    }

    bool asksLists(const std::shared_ptr<const ModelTable> &models)
    {
        m_name = m_authorise.meaningOf(m_question.command.model, m_question.caller, m_grant);
        const QString &name = m_name;
        m_group = ModelTable::find(models, name, m_grant.team ? m_grant.team->rules.teamId : QString());
        const ModelAsk ask{m_group ? m_group->name : name, m_group.get(), &models->access()};
        const auto said = m_authorise.model(m_question.caller, m_grant, ask);
        for (const ModelRule &rule : m_authorise.modelRules(m_question.caller, m_grant, ask)) {
            if (!note(rule.owner + u".models"_s, objectOf(rule),
                      rule.allows ? QString() : said.error().detail))
                return false;
        }
        return true;
    }

    QString objectOf(const ModelRule &rule) const
    {
        if (rule.owner == u"team")
            return m_grant.team->rules.teamId;
        if (rule.owner == u"user")
            return m_question.caller.userId;
        return rule.owner == u"org" ? m_grant.organization->rules.organizationId : keyName();
    }

    bool asksModel()
    {
        const QString &name = m_name;
        return note(u"model"_s, name, m_group ? QString() : u"No model is called %1 here."_s.arg(name));
    }

    bool asksLimits()
    {
        const auto refusal = m_admit.peek(m_question.caller, m_grant, m_question.command, *m_group);
        if (!refusal)
            return note(u"limits"_s, {}, QString());
        const bool isBudget = refusal->fields.contains("budget");
        const core::Json &told = refusal->fields[isBudget ? "budget" : "rate_limit"];
        return note((isBudget ? u"budget."_s : u"rate."_s) + core::stringOr(told, "level"),
                    core::stringOr(told, "object"), refusal->error.detail);
    }

    const Authorise &m_authorise;
    const Admit &m_admit;
    const Question &m_question;
    Grant m_grant;
    QString m_name; ///< what the model asked for means
    std::shared_ptr<const ModelGroup> m_group;
    Explanation m_explanation;
};

} // namespace

const RuleVerdict *Explanation::decisive() const
{
    return rules.empty() || rules.back().allows() ? nullptr : &rules.back();
}

Explanation Explain::run(const Question &question, const std::shared_ptr<const ModelTable> &models) const
{
    return Inquiry(m_authorise, m_admit, question).run(models);
}

} // namespace sekisho::gateway
