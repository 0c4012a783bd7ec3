"""The words of the command line: commands, options, help, and usage faults in the reader's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from fashiontracker import __version__
from fashiontracker.errors import Exit
from fashiontracker.text import LANGUAGES, N_, _

USAGE_FAULTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<names>.*)", N_("缺少参数：{names}")),
    (r"unrecognized arguments: (?P<names>.*)", N_("不认识的参数：{names}")),
    (r"argument (?P<name>.*): expected one argument", N_("参数 {name} 后面要有一个值")),
    (r"argument (?P<name>.*): expected at least one argument", N_("参数 {name} 后面至少要有一个值")),
    (r"argument (?P<name>.*): invalid choice: (?P<value>.*) \(.*", N_("参数 {name} 没有 {value} 这个选择")),
    (r"argument (?P<name>.*): invalid int value: (?P<value>.*)", N_("参数 {name} 要一个整数，不是 {value}")),
    (r"one of the arguments (?P<names>.*) is required", N_("下列参数要有一个：{names}")),
    (r"argument (?P<name>.*): not allowed with argument (?P<other>.*)", N_("参数 {name} 不能与 {other} 同用")),
    (r"ambiguous option: (?P<name>.*) could match (?P<names>.*)", N_("参数 {name} 不明确，可能是 {names}")),
    (r"argument (?P<name>.*): (?P<why>.*)", N_("参数 {name}：{why}")),
)
"""What argparse says of a wrong command line, and what we say instead."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks the reader's language."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"add_help": False, "allow_abbrev": False, "formatter_class": _Help, **options})  # type: ignore[arg-type]
        self._positionals.title = _("参数")
        self._optionals.title = _("选项")
        self.add_argument("-h", "--help", action="help", help=_("显示这份说明"))

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what was wrong, and end with the usage status."""
        self.print_usage(sys.stderr)
        self.exit(Exit.USAGE, _("用法有误：{fault}").format(fault=_translated(message)) + "\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)

    def format_help(self) -> str:
        """argparse ends a heading with a Latin colon, whatever the language."""
        return re.sub(r"(?m)^(\S+):$", lambda found: _("{heading}：").format(heading=found[1]), super().format_help())


def _translated(message: str) -> str:
    for pattern, ours in USAGE_FAULTS:
        found = re.fullmatch(pattern, message)
        if found:
            return _(ours).format(**found.groupdict())
    return message


def wanted_language(words: Sequence[str]) -> str | None:
    """The value of ``--lang``, looked for before anything is parsed so that faults are told in it."""
    for word, after in pairwise([*words, ""]):
        if word == "--lang" and after in LANGUAGES:
            return after
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    return None


def database(text: str) -> Path:
    """An argument that names a database; ``""`` and ``.`` name no file."""
    path = Path(text)
    if not path.name:
        raise argparse.ArgumentTypeError(_("“{text}”不是文件名").format(text=text))
    return path


def day(text: str) -> date:
    """An argument that is a date, YYYY-MM-DD."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}”不是日期，应为 YYYY-MM-DD，如 2025-12-31").format(text=text)
        ) from None


def build() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog="fashiontracker",
        description=_("深圳现代时尚产业集群行动计划：登记、计数、培育、报送。不带命令时打开窗口。"),
    )
    parser.add_argument("--version", action="version", version=f"fashiontracker {__version__}", help=_("显示版本"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("界面语言：zh 中文，en 英文"))
    parser.add_argument("--db", type=database, metavar="FILE", help=_("数据库文件"))
    parser.set_defaults(run=_later("window", "open_window"))
    commands = parser.add_subparsers(title=_("命令"), dest="command", metavar=_("命令"), parser_class=Parser)
    for add in (_add_data, _add_count, _add_paper, _add_keeping):
        add(commands)
    return parser


Commands = argparse._SubParsersAction


def _later(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """The command's function, imported when it is run."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"fashiontracker.cli.{module}"), function)(options))

    return run


def _command(commands: Commands[Parser], name: str, module: str, about: str, db: bool = True) -> Parser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=_later(module, name))
    parser.add_argument("--lang", choices=LANGUAGES, help=argparse.SUPPRESS)
    if db:
        parser.add_argument("--db", type=database, required=True, metavar="FILE", help=_("数据库文件"))
        _passphrase(parser)
    return parser


def _passphrase(parser: Parser) -> None:
    about = _("数据库已加密时：口令（或恢复密钥）是这个文件的第一行")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=about)


def _recovery_page(parser: Parser) -> None:
    about = _("把恢复密钥写成一页 PDF，不显示在屏幕上")
    parser.add_argument("--recovery-pdf", type=Path, metavar="OUT.pdf", help=about)


def _as_of(parser: Parser, default: str = N_("截至日期；默认今天，规划期结束后为规划期最后一天")) -> None:
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=_(default))


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("只输出一份 JSON"))


def _add_data(commands: Commands[Parser]) -> None:
    demo = _command(commands, "demo", "demo", _("建一份标明“示例”的数据库，打印各项目标，并生成报告"), db=False)
    demo.add_argument("--db", type=database, metavar="FILE", help=_("数据库文件；默认在用户数据文件夹"))
    demo.add_argument("--no-window", action="store_true", help=_("不打开窗口"))
    init = _command(commands, "init", "data", _("新建空数据库；不覆盖已有文件"))
    init.add_argument("--plan", default=None, metavar="KEY", help=_("行动计划的代号"))
    init.add_argument("--encrypt", action="store_true", help=_("加密；显示恢复密钥"))
    _recovery_page(init)
    take = commands.add_parser(
        "import", help=_("导入名册，报告每一行的结果"), description=_("导入名册，报告每一行的结果")
    )
    take.set_defaults(run=_later("data", "import_files"))
    take.add_argument("--lang", choices=LANGUAGES, help=argparse.SUPPRESS)
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("xlsx、xls、xlsb、ods、csv、tsv 文件"))
    take.add_argument("--db", type=database, required=True, metavar="FILE", help=_("数据库文件"))
    _passphrase(take)
    take.add_argument("--mapping", type=Path, metavar="M.toml", help=_("别人的表怎样对应到本程序的工作表"))
    take.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))
    take.add_argument("--keep-good", action="store_true", help=_("有错也导入其余正确的行"))
    take.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("把未导入的行连同原因写入这个工作簿"))
    _json(take)
    template = _command(commands, "template", "data", _("写出空白工作簿，带下拉列表和填写说明"), db=False)
    template.add_argument("out", type=Path, metavar="OUT.xlsx")
    export = _command(commands, "export", "data", _("把全部内容按同一布局导出"))
    export.add_argument("out", type=Path, metavar="OUT.xlsx")


def _add_count(commands: Commands[Parser]) -> None:
    status = _command(commands, "status", "count", _("各项目标的完成情况"))
    _as_of(status)
    status.add_argument("--quota", metavar="KEY", help=_("只看一项，列出每个计入和接近计入的对象"))
    _json(status)
    check = _command(commands, "check", "count", _("逐条核对申报条件：符合、不符合、未知"))
    check.add_argument(
        "--enterprise", metavar=_("名称或信用代码"), help=_("只看这家企业；与 --designation 都不写时核对在办的培育对象")
    )
    check.add_argument("--designation", metavar="KEY", help=_("只看这个称号（代号或名称）"))
    check.add_argument("--renewal", action="store_true", help=_("按复核的条件核对；默认按新认定"))
    _as_of(check, N_("截至日期；默认今天"))
    _json(check)


def _add_paper(commands: Commands[Parser]) -> None:
    report = _command(commands, "report", "paper", _("生成 PDF 文件；--list 列出全部种类"), db=False)
    report.add_argument("name", nargs="?", metavar="NAME", help=_("文件种类"))
    report.add_argument("--list", action="store_true", help=_("列出能生成的文件种类"))
    report.add_argument("--all", action="store_true", help=_("生成这一天的全部文件；-o 是文件夹"))
    report.add_argument("-o", "--out", type=Path, metavar="OUT.pdf", help=_("写到哪里"))
    report.add_argument("--db", type=database, metavar="FILE", help=_("数据库文件"))
    _passphrase(report)
    _as_of(report)
    report.add_argument("--letterhead", metavar=_("版头"), help=_("用哪个版头（名称）；默认用第一个"))
    report.add_argument("--issuer", metavar=_("单位"), help=_("发文单位"))
    report.add_argument("--recipient", metavar=_("机关"), help=_("主送机关"))
    report.add_argument("--number", metavar=_("文号"), help=_("发文字号；next 取台账中的下一号"))
    report.add_argument("--signer", metavar=_("姓名"), help=_("签发人"))
    report.add_argument("--copy-to", metavar=_("单位"), help=_("抄送"))
    report.add_argument("--date", type=day, metavar="YYYY-MM-DD", help=_("成文日期；默认与截至日期相同"))
    report.add_argument("--kind", metavar=_("名录"), help=_("名录的种类（roster）"))
    report.add_argument("--view", metavar=_("视图"), help=_("只列保存的视图中的行（roster）"))
    report.add_argument("--where", action="append", default=[], metavar=_("列=值"), help=_("只列符合的行，可多次使用"))
    report.add_argument("--designation", metavar="KEY", help=_("称号（recommendation、evidence）：代号或名称"))
    report.add_argument(
        "--stage", action="append", default=[], metavar=_("阶段"), help=_("推荐处于这一阶段的对象，可多次使用")
    )
    report.add_argument(
        "--enterprise", action="append", default=[], metavar=_("名称或信用代码"), help=_("只要这一对象，可多次使用")
    )
    report.add_argument("--since", metavar=_("数据指纹"), help=_("与哪一次报送相比（changes）；默认最近一次"))
    report.add_argument("--hand-in", action="store_true", help=_("存入报送台账：冻结数据和 PDF"))
    report.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help=_("同一份数字另存为可编辑的工作簿"))
    report.add_argument("--annexes", action="store_true", help=_("与 --all 同用：每份文件另存一个工作簿"))
    about = _("用 AES-256 加密 PDF：口令是这个文件的第一行；台账中保存的不加密")
    report.add_argument("--protect", type=Path, metavar="FILE", help=about)
    report.add_argument("--system-fonts", action="store_true", help=_("优先用本机安装的公文字体"))
    submissions = _command(commands, "submissions", "ledger", _("报送台账；按数据指纹核对、取出、对比"))
    submissions.add_argument("--verify", metavar=_("数据指纹"), help=_("核对这份文件：是否原样保存，数字至今有无变化"))
    submissions.add_argument("--against", metavar=_("数据指纹"), help=_("与 --verify 的文件逐项对比的另一份"))
    submissions.add_argument("-o", "--out", type=Path, metavar="OUT.pdf", help=_("把 --verify 的文件原样写到这里"))
    _json(submissions)


def _add_keeping(commands: Commands[Parser]) -> None:
    backup = _command(commands, "backup", "keeping", _("备份数据库和佐证文件"))
    backup.add_argument("-o", "--out", type=Path, metavar="OUT", help=_("备份写到哪里；默认在数据库旁边的备份文件夹"))
    restore = _command(commands, "restore", "keeping", _("从备份恢复；先列出差异并备份现状"))
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("--dry-run", action="store_true", help=_("只列出差异，不恢复"))
    about = _("备份用的是另一个口令时：它是这个文件的第一行")
    restore.add_argument("--backup-passphrase-file", type=Path, metavar="FILE", help=about)
    verify = _command(commands, "verify", "keeping", _("核验数据库：完整性、记录链、重放"))
    _json(verify)
    salvage = _command(commands, "salvage", "keeping", _("从损坏的数据库中抢救可读的行到新文件"), db=False)
    salvage.add_argument("damaged", type=Path, metavar="DAMAGED")
    salvage.add_argument("-o", "--out", type=Path, required=True, metavar="OUT")
    _passphrase(salvage)
    journal = _command(commands, "journal", "keeping", _("变更记录，最新的在前"))
    _json(journal)
    undo = _command(commands, "undo", "keeping", _("撤销一条记录；默认最近一条"))
    undo.add_argument("--entry", type=int, metavar="N", help=_("要撤销的记录编号"))
    about = _("打包版本、设置、行数和日志，供技术支持查看；不含业务数据")
    diagnose = _command(commands, "diagnose", "support", about, db=False)
    diagnose.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.zip", help=_("写到哪里"))
    diagnose.add_argument("--db", type=database, metavar="FILE", help=_("一并核验的数据库；默认在用户数据文件夹"))
    _passphrase(diagnose)
    rekey = _command(commands, "rekey", "sealing", _("给数据库加密、换口令或解密；先备份"))
    how = rekey.add_mutually_exclusive_group(required=True)
    about = _("新口令是这个文件的第一行")
    how.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help=about)
    how.add_argument("--plain", action="store_true", help=_("改为不加密"))
    _recovery_page(rekey)
    recovery = _command(commands, "recovery", "sealing", _("显示加密数据库的恢复密钥，或写成一页 PDF"))
    _recovery_page(recovery)
