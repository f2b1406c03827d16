// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profileflow.h"

#include <widgets/shell/commandpalette.h>
#include <widgets/shell/mainwindow.h>
#include <widgets/shell/preferences.h>

namespace sekisho::widgets {
class ChatPage;
}

namespace sekisho::app {

/// Registers the pages with the window and connects the ways between them. Everything is borrowed. GUI
/// thread.
class DesktopPages : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        widgets::MainWindow *window;
        widgets::Preferences *preferences;
        DesktopServices *services;
        DesktopModels *models;
        ProfileFlow *profiles;
    };

    explicit DesktopPages(const Parts &parts, QObject *parent = nullptr);

    void registerPages();

private:
    void registerChat();
    void registerKeys();
    void registerTeams();
    void registerBudgets();
    void registerTraces();
    void registerSettings();
    QWidget *makeChat(QWidget *parent);
    QWidget *makeKeys(QWidget *parent);
    QWidget *makeTeams(QWidget *parent);
    QWidget *makeBudgets(QWidget *parent);
    QWidget *makeTraces(QWidget *parent);
    QWidget *makeSettings(QWidget *parent);
    QList<widgets::PaletteEntry> conversationEntries() const;
    void takePreferences(widgets::ChatPage *page);
    void showKey(const QString &token);
    void showTeam(const QString &teamId);
    void showBudget(const QString &budgetId);
    void showTrace(const QString &traceId);

    Parts m_parts;
};

} // namespace sekisho::app
