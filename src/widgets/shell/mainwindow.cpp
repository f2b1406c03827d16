// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "commandpalette.h"
#include "language.h"
#include "preferences.h"
#include "profileband.h"
#include "rail.h"
#include "topbar.h"

#include <models/callerstate.h>
#include <models/profilebook.h>
#include <widgets/common/errorsentence.h>
#include <widgets/common/hairline.h>
#include <widgets/common/notice.h>
#include <widgets/theme/metrics.h>
#include <widgets/theme/theme.h>

#include <QApplication>
#include <QCloseEvent>
#include <QGridLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr int labelsFrom = 1180;

/// While the gateway has not said so, nobody is an administrator.
bool isAdmin(const models::CallerState &caller, const models::ProfileBook &profiles)
{
    const client::Profile *profile = profiles.current();
    return caller.isAdmin() || (profile && profile->masterKey());
}

/// What the answer, or its absence, says of a gateway that is not ours.
GatewayStatus remoteStatus(const models::PageState &state, const QUrl &url)
{
    using Kind = models::PageState::Kind;
    const QString address = url.authority();
    switch (state.kind) {
    case Kind::Idle:
        return {GatewayStatus::Kind::Unknown, address, {}};
    case Kind::Loading:
        return {GatewayStatus::Kind::Checking, address, {}};
    case Kind::Failed:
        return {GatewayStatus::Kind::Offline, address, sentenceFor(state.error).title};
    default:
        // A refusal is an answer, too.
        return {GatewayStatus::Kind::Online, address, {}};
    }
}

} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(parts)
    , m_rail(new Rail(this))
    , m_top(new TopBar(this))
    , m_band(new ProfileBand(this))
    , m_secretNotice(new Notice(this))
    , m_gatewayNotice(new Notice(this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Sekisho"_s);
    setMinimumSize(720, 480);
    setupLayout();
    m_palette = new CommandPalette(centralWidget());
    m_palette->addSource([this] { return pageEntries(); });
    connectSignals();
    setupShortcuts();
    restoreGeometryFromPreferences();
    takeProfiles();
    takePreferences();
    showLook();
}

MainWindow::~MainWindow() = default;

void MainWindow::setupLayout()
{
    m_secretNotice->setObjectName(u"secretNotice"_s);
    m_secretNotice->setClosable(true);
    m_band->setObjectName(u"profileBand"_s);
    m_gatewayNotice->setObjectName(u"gatewayNotice"_s);
    m_rail->setObjectName(u"railWidget"_s);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_top);
    right->addWidget(m_band);
    right->addWidget(m_gatewayNotice);
    right->addWidget(m_secretNotice);
    right->addWidget(m_stack, 1);
    auto *centre = new QWidget(this);
    centre->setProperty("kind", u"page"_s);
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(hairline(Qt::Vertical, centre));
    row->addLayout(right, 1);
    setCentralWidget(centre);
}

void MainWindow::connectSignals()
{
    connect(m_rail, &Rail::pageRequested, this, &MainWindow::showPage);
    connect(m_top, &TopBar::jumpRequested, m_palette, &CommandPalette::open);
    connect(m_top, &TopBar::languageToggled, this, &MainWindow::toggleLanguage);
    connect(m_top, &TopBar::themeToggled, this, &MainWindow::toggleTheme);
    connect(m_top, &TopBar::manageProfilesRequested, this, [this] { showPage(u"settings"_s); });
    connect(m_top, &TopBar::profileChosen, m_parts.profiles, &models::ProfileBook::choose);
    connect(m_secretNotice, &Notice::closed, this, [this] { m_secretNoticeRead = true; });
    connect(m_gatewayNotice, &Notice::actionRequested, this, &MainWindow::gatewayRetryRequested);
    connect(m_parts.profiles, &models::ProfileBook::changed, this, &MainWindow::takeProfiles);
    connect(m_parts.caller, &models::CallerState::changed, this, &MainWindow::takeCaller);
    connect(m_parts.preferences, &Preferences::changed, this, &MainWindow::takePreferences);
    connect(m_parts.theme, &Theme::lookChanged, this, &MainWindow::showLook);
    connect(m_parts.language, &Language::changed, this, &MainWindow::showLook);
}

void MainWindow::setupShortcuts()
{
    auto *jump = new QShortcut(QKeySequence(u"Ctrl+K"_s), this);
    connect(jump, &QShortcut::activated, m_palette, &CommandPalette::open);
    for (int number = 1; number <= 9; ++number) {
        auto *go = new QShortcut(QKeySequence(u"Ctrl+%1"_s.arg(number)), this);
        connect(go, &QShortcut::activated, this, [this, number] { goToNumber(number); });
    }
}

void MainWindow::restoreGeometryFromPreferences()
{
    resize(1280, 800);
    const PreferenceValues &values = m_parts.preferences->values();
    if (!values.windowGeometry.isEmpty())
        restoreGeometry(values.windowGeometry);
}

void MainWindow::addPage(const Page &page)
{
    m_pages.append({page, nullptr, true});
    const QString shortcut = m_pages.size() <= 9 ? u"Ctrl+%1"_s.arg(m_pages.size()) : QString();
    m_rail->addPage(page, shortcut);
    takeCaller();
    if (m_currentPage.isEmpty())
        showPage(page.id);
}

MainWindow::Entry *MainWindow::entry(const QString &id)
{
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const Entry &each) { return each.page.id == id; });
    return found == m_pages.end() ? nullptr : &*found;
}

QWidget *MainWindow::pageWidget(const QString &id)
{
    Entry *page = entry(id);
    if (!page)
        return nullptr;
    if (!page->widget) {
        page->widget = page->page.make(m_stack);
        m_stack->addWidget(page->widget);
    }
    return page->widget;
}

void MainWindow::showPage(const QString &id)
{
    QWidget *widget = pageWidget(id);
    if (!widget)
        return;
    m_stack->setCurrentWidget(widget);
    m_rail->setCurrent(id);
    // A page that put the focus where it belongs keeps it there.
    if (!widget->isAncestorOf(QApplication::focusWidget()))
        widget->setFocus(Qt::OtherFocusReason);
    m_currentPage = id;
    Q_EMIT pageShown(id);
}

void MainWindow::goToNumber(int number)
{
    if (number <= m_pages.size() && m_pages.at(number - 1).visible)
        showPage(m_pages.at(number - 1).page.id);
}

QList<PaletteEntry> MainWindow::pageEntries()
{
    QList<PaletteEntry> entries;
    for (const Entry &each : m_pages)
        if (each.visible)
            entries.append({.icon = each.page.icon,
                            .title = each.page.title(),
                            .hint = tr("Page"),
                            .run = [this, id = each.page.id] { showPage(id); }});
    return entries;
}

void MainWindow::toggleTheme()
{
    const bool dark = m_parts.theme->scheme() != Scheme::Light;
    m_parts.preferences->setTheme(dark ? PreferenceValues::Theme::Light : PreferenceValues::Theme::Dark);
}

void MainWindow::toggleLanguage()
{
    m_parts.preferences->setLanguage(m_parts.language->code() == u"ja" ? u"en"_s : u"ja"_s);
}

void MainWindow::takePreferences()
{
    const PreferenceValues &values = m_parts.preferences->values();
    m_parts.theme->setScheme(schemeFor(values.theme, m_parts.theme->systemScheme()));
    m_parts.theme->setDensity(values.density);
    m_parts.language->use(values.language);
}

void MainWindow::showLook()
{
    m_top->setDark(m_parts.theme->scheme() != Scheme::Light);
    m_top->setLanguage(m_parts.language->code());
}

void MainWindow::takeProfiles()
{
    const models::ProfileBook &book = *m_parts.profiles;
    m_top->setProfiles(book.profiles(), book.currentId());
    if (const client::Profile *current = book.current())
        m_band->setProfile(*current);
    takeCaller();
}

void MainWindow::takeCaller()
{
    const bool admin = isAdmin(*m_parts.caller, *m_parts.profiles);
    for (Entry &each : m_pages) {
        each.visible = admin || !each.page.adminOnly;
        m_rail->setPageVisible(each.page.id, each.visible);
    }
    showStatus();
    const Entry *current = entry(m_currentPage);
    if (current && !current->visible)
        showPage(m_pages.first().page.id);
}

void MainWindow::setGatewayStatus(const GatewayStatus &status)
{
    m_status = status;
    showStatus();
    updateBanners();
}

void MainWindow::showStatus()
{
    const client::Profile *current = m_parts.profiles->current();
    const bool isRemote = current && !current->builtIn;
    m_top->setStatus(isRemote ? remoteStatus(m_parts.caller->state(), current->gatewayUrl) : m_status);
}

void MainWindow::setSecretState(const secrets::SecretBackendState &state)
{
    m_secrets = state;
    m_secretNoticeRead = false;
    updateBanners();
}

QString MainWindow::memoryReasonText() const
{
    switch (m_secrets.reason) {
    case secrets::MemoryReason::AccessDenied:
        return tr(
            "The keychain refused access: keys are kept in memory only and are gone when Sekisho ends.");
    case secrets::MemoryReason::NoAnswer:
        return tr(
            "The keychain did not answer: keys are kept in memory only and are gone when Sekisho ends.");
    default:
        return tr("No keychain was found: keys are kept in memory only and are gone when Sekisho ends.");
    }
}

void MainWindow::updateBanners()
{
    // Who asked for memory only knows it.
    const bool unwanted = m_secrets.reason != secrets::MemoryReason::Chosen;
    if (m_secrets.backend == secrets::SecretBackend::MemoryOnly && unwanted && !m_secretNoticeRead)
        m_secretNotice->show(Notice::Kind::Warn, memoryReasonText());
    else
        m_secretNotice->hide();
    if (m_status.kind == GatewayStatus::Kind::Failed)
        m_gatewayNotice->show(Notice::Kind::Bad,
                              tr("The local gateway did not start. %1").arg(m_status.reason),
                              tr("Try again"));
    else
        m_gatewayNotice->hide();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        updateBanners();
        showStatus();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    PreferenceValues values = m_parts.preferences->values();
    values.windowGeometry = saveGeometry();
    m_parts.preferences->set(values);
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    m_rail->setLabelled(width() >= labelsFrom);
    QMainWindow::resizeEvent(event);
}

} // namespace sekisho::widgets
