from datetime import date, timedelta

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from talent_register.accounts.adapter import SecondFactorAdapter
from talent_register.accounts.models import ApiToken, Membership, User

from .organisations import OrganisationFactory

PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a verified address and the password PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@nhs.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        self.save()

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def second_factor(self, create, extracted, **kwargs):
        """UserFactory(second_factor=True) has an authenticator app enrolled."""
        if extracted:
            secret = SecondFactorAdapter().encrypt(TOTP_SECRET)
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data={"secret": secret})


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "college_administrator"
    from_date = date(2026, 1, 1)


class ApiTokenFactory(factory.django.DjangoModelFactory):
    """A token whose secret nobody knows."""

    class Meta:
        model = ApiToken

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Training records system"
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    beginning = "tlr_abcd"
    scopes = factory.LazyFunction(lambda: ["imports.read", "imports.write"])
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
