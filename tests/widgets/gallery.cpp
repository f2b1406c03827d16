// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the shared pieces into PNG files, for the eye: gallery DIRECTORY.
#include "fakechecks.h"

#include <secrets/memorysecretstore.h>
#include <widgets/common/badge.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/listheader.h>
#include <widgets/common/listpage.h>
#include <widgets/common/meterbar.h>
#include <widgets/common/meterdelegate.h>
#include <widgets/common/notice.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/common/secretreveal.h>
#include <widgets/common/sidepane.h>
#include <widgets/common/tableview.h>
#include <widgets/common/toast.h>
#include <widgets/shell/commandpalette.h>
#include <widgets/shell/language.h>
#include <widgets/shell/preferences.h>
#include <widgets/shell/settingspage.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/theme.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

QWidget *makeIcons()
{
    auto *page = new QWidget;
    page->setProperty("kind", u"page"_s);
    auto *grid = new QGridLayout(page);
    const QStringList files = QDir(u":/icons"_s).entryList();
    for (qsizetype i = 0; i < files.size(); ++i) {
        auto *button = new QToolButton;
        button->setIconSize({20, 20});
        button->setIcon(Icon::get(files[i].chopped(4), Icon::Tint::Ink));
        button->setText(files[i].chopped(4));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        grid->addWidget(button, static_cast<int>(i / 10), static_cast<int>(i % 10));
    }
    return page;
}

QWidget *makeControls()
{
    auto *page = new QWidget;
    page->setProperty("kind", u"page"_s);
    auto *form = new QFormLayout(page);
    for (const QString &kind : {u""_s, u"primary"_s, u"danger"_s, u"link"_s, u"chip"_s}) {
        auto *button = new QPushButton(u"作成する Create"_s);
        button->setProperty("kind", kind);
        form->addRow(kind, button);
    }
    auto *combo = new QComboBox;
    combo->addItems({u"gpt-4o-mini"_s, u"gemini"_s});
    form->addRow(u"combo"_s, combo);
    auto *checked = new QCheckBox(u"checked"_s);
    checked->setChecked(true);
    form->addRow(checked, new QCheckBox(u"off"_s));
    auto *radio = new QRadioButton(u"radio"_s);
    radio->setChecked(true);
    form->addRow(radio, new QSpinBox);
    form->addRow(u"edit"_s, new QLineEdit(u"予算の相談 budget"_s));
    for (auto kind :
         {Badge::Kind::Neutral, Badge::Kind::Accent, Badge::Kind::Good, Badge::Kind::Warn, Badge::Kind::Bad})
        form->addRow(new Badge(u"demo デモ"_s, kind));
    for (double used : {0.42, 4.2, 6.0}) {
        auto *bar = new MeterBar;
        bar->setMeter({used, 5.0, u"x"_s});
        form->addRow(bar);
    }
    for (auto kind : {Notice::Kind::Info, Notice::Kind::Good, Notice::Kind::Warn, Notice::Kind::Bad}) {
        auto *notice = new Notice;
        notice->show(kind, u"No keychain here: secrets are kept in memory only."_s, u"Settings"_s);
        form->addRow(notice);
    }
    return page;
}

ListPage *makeList()
{
    auto *page = new ListPage;
    page->header()->setTitle(u"Keys"_s);
    page->header()->setCount(145);
    page->header()->setPrimary(u"New key"_s);
    page->header()->search()->setPlaceholderText(u"alias, id, user"_s);
    auto *model = new QStandardItemModel(12, 5, page);
    model->setHorizontalHeaderLabels({u"Alias"_s, u"Key"_s, u"Team"_s, u"Spend / budget"_s, u"Expires"_s});
    for (int row = 0; row < 12; ++row)
        for (int column = 0; column < 5; ++column)
            model->setItem(row, column,
                           new QStandardItem(QStringList{u"mykey"_s, u"sk-...IWjQ"_s, u"予算チーム"_s, u""_s,
                                                         u"never"_s}[column]));
    page->table()->setModel(model);
    page->table()->setColumnWidth(3, 200);
    page->table()->setItemDelegateForColumn(
        3, new MeterDelegate(
               [](const QModelIndex &index) {
                   return Meter{index.row() * 0.6,
                                index.row() % 5 == 4 ? std::nullopt : std::optional<double>(5.0),
                                u"$0.42 / $5.00"_s};
               },
               page));
    page->table()->selectRow(2);
    page->detail()->setTitle(u"mykey"_s);
    page->detail()->setContent(makeControls());
    return page;
}

/// The settings with a second profile, and the sheet for a new one.
struct SettingsScene {
    sekisho::secrets::MemorySecretStore secrets;
    sekisho::tests::FakeChecks checks;
    Preferences preferences;
    sekisho::models::ProfileBook book;
    std::unique_ptr<SettingsPage> page;

    SettingsScene()
    {
        sekisho::client::Profile local;
        local.id = u"local"_s;
        local.builtIn = true;
        local.gatewayUrl = QUrl(u"http://127.0.0.1:4000"_s);
        sekisho::client::Profile plant;
        plant.id = plant.name = u"Production"_s;
        plant.gatewayUrl = QUrl(u"https://litellm.example.com"_s);
        plant.colour = u"#c92a2a"_s;
        plant.production = true;
        book.setProfiles({local, plant});
        book.setCurrent(u"local"_s);
        page = std::make_unique<SettingsPage>(SettingsPage::Services{&preferences, &book, &secrets, &checks});
    }
};

void shoot(QWidget *widget, const QSize &size, const QString &file)
{
    widget->resize(size);
    widget->show();
    QApplication::processEvents();
    widget->grab().save(file);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme(&application);
    Language language;
    language.use(u"en"_s);
    const QDir directory(application.arguments().value(1, u"."_s));
    for (Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        theme.apply({.scheme = scheme, .density = Density::Comfortable, .reducedMotion = true});
        const auto file = [&](const QString &name) {
            return directory.filePath(name + u'-' + nameOf(scheme) + u".png"_s);
        };
        std::unique_ptr<QWidget> icons(makeIcons());
        shoot(icons.get(), {900, 600}, file(u"icons"_s));
        std::unique_ptr<ListPage> list(makeList());
        list->detail()->open();
        shoot(list.get(), {1200, 700}, file(u"list"_s));
        Toast::show(list.get(), u"Key deleted"_s, u"Undo"_s);
        (new SecretReveal(
             list.get(), [] { return u"New key “mykey”"_s; },
             sekisho::core::SecretString(u"sk-1234567890abcdef"_s)))
            ->open();
        shoot(list.get(), {1200, 700}, file(u"secret"_s));
        for (const QString &code : Language::available()) {
            language.use(code);
            SettingsScene scene;
            shoot(scene.page.get(), {1100, 800}, file(u"settings-"_s + code));
            scene.page->addProfile();
            shoot(scene.page.get(), {1100, 800}, file(u"profile-"_s + code));
        }
        language.use(u"en"_s);
        QWidget window;
        CommandPalette palette(&window);
        palette.addSource([] {
            return QList<PaletteEntry>{{u"chat"_s, u"Chat"_s, u"Page"_s, [] {}},
                                       {u"key"_s, u"Keys"_s, u"Page"_s, [] {}},
                                       {u"session"_s, u"予算の相談"_s, u"Conversation"_s, [] {}}};
        });
        shoot(&window, {900, 600}, file(u"palette"_s));
        palette.open();
        shoot(&window, {900, 600}, file(u"palette"_s));
        std::unique_ptr<PageFrame> frame(new PageFrame);
        frame->setContent(new QWidget);
        frame->showError({u"The list could not be read"_s,
                          u"The gateway at http://127.0.0.1:4000 did not answer."_s,
                          u"connection refused"_s});
        frame->setStale(u"Offline. As of 10:05."_s);
        shoot(frame.get(), {900, 500}, file(u"error"_s));
    }
    return 0;
}
