// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationlook.h"

#include <models/traces/observationtree.h>
#include <widgets/theme/colors.h>

#include <QCoreApplication>
#include <QLocale>

namespace sekisho::widgets {

using client::ObservationLevel;
using client::ObservationType;

namespace {

QString text(const char *english)
{
    return QCoreApplication::translate("ObservationLook", english);
}

QString secondsText(std::chrono::microseconds length)
{
    const double seconds = static_cast<double>(length.count()) / 1e6;
    const QLocale locale;
    if (seconds < 0.01)
        return text(QT_TRANSLATE_NOOP("ObservationLook", "%1 ms"))
            .arg(locale.toString(seconds * 1000, 'f', 1));
    return text(QT_TRANSLATE_NOOP("ObservationLook", "%1 s")).arg(locale.toString(seconds, 'f', 2));
}

} // namespace

QColor observationColor(const client::ObservationInfo &observation)
{
    const Colors &colors = Colors::current();
    if (observation.level == ObservationLevel::Error)
        return colors.bad;
    if (observation.level == ObservationLevel::Warning)
        return colors.warn;
    switch (observation.type) {
    case ObservationType::Generation:
    case ObservationType::Embedding:
        return colors.accent;
    case ObservationType::Tool:
    case ObservationType::Retriever:
        return colors.good;
    default:
        return colors.quiet;
    }
}

QString observationTypeName(ObservationType type)
{
    switch (type) {
    case ObservationType::Span:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Span"));
    case ObservationType::Generation:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Generation"));
    case ObservationType::Event:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Event"));
    case ObservationType::Agent:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Agent"));
    case ObservationType::Tool:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Tool"));
    case ObservationType::Chain:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Chain"));
    case ObservationType::Retriever:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Retriever"));
    case ObservationType::Evaluator:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Evaluator"));
    case ObservationType::Embedding:
        return text(QT_TRANSLATE_NOOP("ObservationLook", "Embedding"));
    case ObservationType::Guardrail:
        break;
    }
    return text(QT_TRANSLATE_NOOP("ObservationLook", "Guardrail"));
}

QString observationIconName(ObservationType type)
{
    switch (type) {
    case ObservationType::Generation:
        return QStringLiteral("generation");
    case ObservationType::Event:
        return QStringLiteral("event");
    case ObservationType::Tool:
        return QStringLiteral("tool");
    case ObservationType::Retriever:
        return QStringLiteral("search");
    default:
        return QStringLiteral("span");
    }
}

QString timingText(const client::ObservationInfo &observation)
{
    const QString whole = secondsText(models::ObservationTree::endOf(observation) - observation.startTime);
    if (!observation.completionStartTime)
        return whole;
    return text(QT_TRANSLATE_NOOP("ObservationLook", "first token %1 · %2"))
        .arg(secondsText(*observation.completionStartTime - observation.startTime), whole);
}

} // namespace sekisho::widgets
