<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>ConnectionResult</name>
        <message numerus="yes">
            <source>Connected. The key may use %n model(s).</source>
            <translation>
                <numerusform>Connected. The key may use %n model.</numerusform>
                <numerusform>Connected. The key may use %n models.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Format</name>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TraceDelivery</name>
        <message numerus="yes">
            <source>%n trace(s) waiting.</source>
            <translation>
                <numerusform>%n trace waiting.</numerusform>
                <numerusform>%n traces waiting.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n trace(s) could not be delivered and were dropped.</source>
            <translation>
                <numerusform>%n trace could not be delivered and was dropped.</numerusform>
                <numerusform>%n traces could not be delivered and were dropped.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConfirmSheet</name>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… and %n more</numerusform>
                <numerusform>… and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::IdentityStrip</name>
        <message numerus="yes">
            <source>%n message(s)</source>
            <translation>
                <numerusform>%n message</numerusform>
                <numerusform>%n messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::SessionView</name>
        <message numerus="yes">
            <source>%n trace(s)</source>
            <translation>
                <numerusform>%n trace</numerusform>
                <numerusform>%n traces</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TraceDetailView</name>
        <message numerus="yes">
            <source>%n observation(s)</source>
            <translation>
                <numerusform>%n observation</numerusform>
                <numerusform>%n observations</numerusform>
            </translation>
        </message>
    </context>
</TS>
