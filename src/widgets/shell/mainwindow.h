// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaystatus.h"
#include "page.h"

#include <secrets/secretstore.h>

#include <QMainWindow>

class QStackedWidget;

namespace sekisho::models {
class CallerState;
class ProfileBook;
} // namespace sekisho::models

namespace sekisho::widgets {

class CommandPalette;
class Language;
class Notice;
class Preferences;
class ProfileBand;
class Rail;
class Theme;
class TopBar;

/// The one window: rail, top bar, and the pages that `app` registers. Remembers its size in the preferences.
/// Ctrl+1 to Ctrl+9 go to the pages, Ctrl+K opens the palette.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// All are borrowed and outlive the window.
    struct Parts {
        Theme *theme = nullptr;
        Language *language = nullptr;
        Preferences *preferences = nullptr;
        models::ProfileBook *profiles = nullptr;
        models::CallerState *caller = nullptr;
    };
    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// In the order of the rail. The first one is shown first.
    void addPage(const Page &page);
    /// Makes the page if it was not yet; nothing happens for an unknown id.
    void showPage(const QString &id);
    QString currentPage() const { return m_currentPage; }
    /// The page's widget, made now if it was not yet; null for an unknown id.
    QWidget *pageWidget(const QString &id);

    /// Of the local gateway.
    void setGatewayStatus(const GatewayStatus &status);
    /// Shows the banner "secrets are kept in memory only" where that is so.
    void setSecretState(const secrets::SecretBackendState &state);
    CommandPalette *palette() const { return m_palette; }

Q_SIGNALS:
    void pageShown(const QString &id);
    /// From the banner of a gateway that failed.
    void gatewayRetryRequested();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Entry {
        Page page;
        QWidget *widget = nullptr;
        bool visible = true;
    };

    void setupLayout();
    void connectSignals();
    void setupShortcuts();
    void restoreGeometryFromPreferences();
    Entry *entry(const QString &id);
    void goToNumber(int number);
    void toggleTheme();
    void toggleLanguage();
    void takeProfiles();
    void takeCaller();
    void takePreferences();
    void showLook();
    void updateBanners();
    /// In the top bar: of the local gateway, or of the remote one in use.
    void showStatus();
    QString memoryReasonText() const;
    QList<struct PaletteEntry> pageEntries();

    Parts m_parts;
    QList<Entry> m_pages;
    QString m_currentPage;
    GatewayStatus m_status;
    secrets::SecretBackendState m_secrets;
    Rail *m_rail;
    TopBar *m_top;
    ProfileBand *m_band;
    bool m_secretNoticeRead = false;
    Notice *m_secretNotice;
    Notice *m_gatewayNotice;
    QStackedWidget *m_stack;
    CommandPalette *m_palette;
};

} // namespace sekisho::widgets
