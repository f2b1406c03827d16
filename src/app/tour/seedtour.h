// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../desktop/desktopmodels.h"
#include "hands.h"
#include "tourplayer.h"

#include <widgets/shell/language.h>
#include <widgets/theme/theme.h>

namespace sekisho::app {

/// The central demonstration, played in the real windows: a key that may use one of two models, a refusal in
/// plain words, the master key that may use both, and tracing switched on and off, with the session seen as
/// one conversation.
class SeedTour : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        QWidget *window;
        widgets::Theme *theme;
        widgets::Language *language;
        /// Looked at to see that a step has worked; never changed.
        DesktopModels *models;
    };

    SeedTour(const Parts &parts, const QDir &folder, QObject *parent = nullptr);

    void start() { m_player.start(); }

Q_SIGNALS:
    void finished(const sekisho::core::Result<int> &pictures);

private:
    std::vector<TourStep> steps();
    std::vector<TourLook> looks() const;
    void addKeySteps(std::vector<TourStep> &steps);
    void addRestrictedChatSteps(std::vector<TourStep> &steps);
    void addUntracedSteps(std::vector<TourStep> &steps);
    void addTracedSteps(std::vector<TourStep> &steps);
    void addTimelineSteps(std::vector<TourStep> &steps);

    TourStep goTo(const QString &page, std::function<bool()> done, const QString &picture = {});
    TourStep chooseKey(const QString &alias);
    TourStep chooseModel(const QString &model);
    /// Two steps: writing, and sending.
    void say(std::vector<TourStep> &steps, const QString &text, models::MessageStatus expected,
             const QString &picture);
    bool hasEnded(int messages, models::MessageStatus status) const;
    QString masterKeyAlias() const;
    void showTracesTab() const;

    Parts m_parts;
    Hands m_hands;
    TourPlayer m_player;
};

} // namespace sekisho::app
