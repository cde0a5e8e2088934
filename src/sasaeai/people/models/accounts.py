"""利用者と役割, and the wrong passwords of the last day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models

from sasaeai.people import access, rules
from sasaeai.people.models.organisations import Organisation
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.privacy import Privacy
from sasaeai.towns.viewer import Viewer


class UserManager(BaseUserManager["User"]):
    """Finds users by their sign-in name."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a sign-in name."""
        return self.get(login=username)

    def visible_to(self, viewer: Viewer) -> models.QuerySet[User]:
        """Accounts of the viewer's town."""
        return self.filter(town=viewer.town_id)


class User(AbstractBaseUser):
    """利用者: someone with an account. Records belong to posts, not to the person."""

    privacy: ClassVar[Privacy] = Privacy(
        ("login", "name", "kana", "section"), why="利用者の確認と記録の責任のため", keep_years=5
    )

    town = models.ForeignKey(Town, models.PROTECT, related_name="users", verbose_name="自治体")
    login = models.CharField("ログイン名", max_length=60, unique=True)
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("ふりがな", max_length=120, blank=True)
    section = models.CharField("所属", max_length=80, blank=True)
    is_active = models.BooleanField("使える", default=True)
    must_change_password = models.BooleanField("次のログインでパスワードを変える", default=False)
    second_factor_since = models.DateTimeField("二要素認証の登録", null=True, blank=True)
    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        ordering = ("kana", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def doer_key(self) -> str:
        """`people.User:7`"""
        return f"people.User:{self.pk}"

    @property
    def doer_name(self) -> str:
        """Name and section."""
        return f"{self.name}（{self.section}）" if self.section else self.name

    def may(self, permission: str) -> bool:
        """Whether a role held on the day of the request gives the permission."""
        return permission in self._standing().permissions

    def area_ids(self) -> frozenset[int] | None:
        """Areas whose records the person works with; None = the whole town."""
        return self._standing().areas

    def organisation_ids(self) -> frozenset[int] | None:
        """Organisations to whose records the person's roles are bound; None = not bound."""
        return self._standing().organisations

    @property
    def role_titles(self) -> tuple[str, ...]:
        """Titles of the roles held today, as the frame shows them."""
        return self._standing().role_titles

    @property
    def sees_personal(self) -> bool:
        """Whether a role held today shows personal data."""
        return self._standing().sees_personal

    def _standing(self) -> access.Standing:
        held: access.Standing | None = getattr(self, "_held", None)
        if held is None:
            raise access.NoStanding("立場を調べずに権限を尋ねました（people.access.stand）。")
        return held

    def stands(self, standing: access.Standing) -> None:
        """Keep what `people.queries.standing_of` found, for this request."""
        self._held = standing


class Assignment(models.Model):
    """役割: which role a user has, in which area or organisation, from–to."""

    privacy: ClassVar[Privacy] = Privacy(("user",), why="権限の確認のため", keep_years=5)

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name="利用者")
    role = models.CharField("役割", max_length=30)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当区域",
        help_text="空欄は全市",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="組織",
    )
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "役割"
        verbose_name_plural = "役割"
        ordering = ("user", "role", "id")

    def __str__(self) -> str:
        return f"{self.user} {self.role}"

    @property
    def title(self) -> str:
        """Name of the role."""
        known = rules.roles().get(self.role)
        return known.title if known is not None else self.role

    def clean(self) -> None:
        """A known role, days in order, an area where the role needs one, everything of one town."""
        known = rules.roles().get(self.role)
        if known is None:
            raise ValidationError({"role": "役割を一覧から選んでください。"})
        if rules.needs_area(known) and self.area is None:
            raise ValidationError(
                {
                    "area": f"「{known.title}」には担当区域が必要です。担当する圏域や地区を選んでください。"
                }
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "「いつから」よりあとの日にしてください。"})
        if self.area is not None and self.area.level.tree.town_id != self.user.town_id:
            raise ValidationError({"area": "この町の区域から選んでください。"})
        if self.organisation is not None and self.organisation.town_id != self.user.town_id:
            raise ValidationError({"organisation": "この町の組織から選んでください。"})


class SignInFailure(models.Model):
    """間違いの記録: a wrong password or code, kept for a day to slow down whoever tries many."""

    privacy: ClassVar[Privacy] = Privacy(
        ("network",), why="総当たりのログインを止めるため（1日で消去）", keep_years=0
    )

    class Sort(models.TextChoices):
        """What was wrong."""

        PASSWORD = "password", "パスワード"
        CODE = "code", "確認コード"

    sort = models.CharField("種別", max_length=10, choices=Sort.choices)
    subject = models.CharField("だれについて", max_length=80, blank=True)
    network = models.CharField("どこから", max_length=60)
    at = models.DateTimeField("いつ")

    class Meta:
        verbose_name = "ログインの間違い"
        verbose_name_plural = "ログインの間違い"
        indexes = (
            models.Index(fields=("sort", "network", "at"), name="people_failure_network"),
            models.Index(fields=("sort", "subject", "at"), name="people_failure_subject"),
        )

    def __str__(self) -> str:
        return f"{self.sort} {self.at}"
