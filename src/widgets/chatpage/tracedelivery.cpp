// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracedelivery.h"

#include <QCoreApplication>

namespace sekisho::widgets {

namespace {

struct TraceDelivery {
    Q_DECLARE_TR_FUNCTIONS(TraceDelivery)
};

QString reasonFor(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Unauthenticated:
    case core::ErrorKind::Forbidden:
        return TraceDelivery::tr(
            "Langfuse refuses the key pair of this profile; they are sent once it is right.");
    case core::ErrorKind::RateLimited:
        return TraceDelivery::tr("Langfuse asked to wait; they are sent later.");
    case core::ErrorKind::Storage:
        return TraceDelivery::tr("The queue on this computer cannot be read or written.");
    default:
        return TraceDelivery::tr("Langfuse does not answer; it is tried again.");
    }
}

} // namespace

QString traceDeliveryText(const client::TraceExportState &state)
{
    QStringList lines;
    if (state.queued > 0 && state.lastError)
        lines.append(TraceDelivery::tr("%n trace(s) waiting.", nullptr, static_cast<int>(state.queued)) +
                     QStringLiteral(" ") + reasonFor(*state.lastError));
    if (state.lost > 0)
        lines.append(TraceDelivery::tr("%n trace(s) could not be delivered and were dropped.", nullptr,
                                       static_cast<int>(state.lost)));
    return lines.join(QStringLiteral("\n"));
}

} // namespace sekisho::widgets
