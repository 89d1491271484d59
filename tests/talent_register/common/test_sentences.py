import pytest
from django import forms

from talent_register.common.sentences import inside


class Plain(forms.Form):
    gmc = forms.CharField(label="GMC number", max_length=7, min_length=3)
    role = forms.CharField(label="What is your role?")
    stage = forms.ChoiceField(label="Stage", choices=[("a", "A")])
    years = forms.IntegerField(label="Years", min_value=1, max_value=9)
    pay = forms.DecimalField(label="Pay")
    email = forms.EmailField(label="Email")
    agree = forms.BooleanField(label="I agree")
    own = forms.CharField(error_messages={"required": "Enter the evidence for this readiness rating"})


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("gmc", "", "Enter GMC number"),
        ("gmc", "123456789", "GMC number must be 7 characters or fewer. It is 9"),
        ("gmc", "12", "GMC number must be 3 characters or more"),
        ("role", "", "Enter an answer"),
        ("stage", "", "Select stage"),
        ("stage", "z", "Select one of the options on this page"),
        ("years", "many", "Years must be a whole number, like 12"),
        ("years", "0", "Years must be 1 or more"),
        ("years", "10", "Years must be 9 or less"),
        ("pay", "lots", "Pay must be a number, like 12.5"),
        ("email", "name@nhs", "Enter an email address like name@example.nhs.uk"),
        ("agree", "", "Tick “I agree”"),
        ("own", "", "Enter the evidence for this readiness rating"),
    ],
)
def test_mistake_says_what_to_do(field, typed, words):
    form = Plain({field: typed})
    assert form[field].mistakes == [words]


def test_label_inside_a_sentence():
    assert inside("Full name") == "full name"
    assert inside("GMC number") == "GMC number"
    assert inside("") == ""
