// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demobehaviour.h"
#include "openaishapes.h"
#include "provider.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace sekisho::providers {

/// What a DemoCall is to say.
struct DemoScript {
    DemoBehaviour behaviour;
    AnswerIdentity identity;
    QStringList pieces;
    QString finishReason;
    TokenUsage usage;
    bool stream = false;
    bool tellUsage = false;
    std::optional<UpstreamError> refusal; ///< instead of an answer
};

/// Plays a script against the clock: as many pieces as are due each time its timer fires.
class DemoCall final : public QObject, public ChatCall
{
    Q_OBJECT
public:
    DemoCall(DemoScript script, ChatListener &listener);
    void pause() override;
    void resume() override;
    TokenUsage usageSoFar() const override;

private:
    void begin();
    void advance();
    void schedule();
    void sendPlain();
    void sendDuePieces();
    void finishStream();
    void breakOff();
    qsizetype lastPiece() const;
    std::chrono::microseconds interval() const;

    DemoScript m_script;
    ChatListener &m_listener;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qsizetype m_sent = 0;
    bool m_begun = false;
    bool m_ended = false;
    bool m_paused = false;
};

} // namespace sekisho::providers
