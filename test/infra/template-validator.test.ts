import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { describe, expect, test } from 'vitest';
import { evaluateCondition, type Json, type JsonObject } from './intrinsics.ts';
import { validateTemplate } from './template-validator.ts';

const spec = loadAwsServiceSpecSync();

const TYPE = 'AWS::S3::Bucket';
const bucket = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Unknown: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'b'] } },
  Resources: { Bucket: { Type: TYPE, Properties: properties, ...more }, Topic: { Type: 'AWS::SNS::Topic' } },
});

/** `<x>` stands for the dollar and braces of a substitution. */
const sub = (text: string): JsonObject => ({ 'Fn::Sub': text.replaceAll(/<(.*?)>/g, '$${$1}') });

const stage = (properties: JsonObject): JsonObject => ({
  Resources: { Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { StageName: 's', ApiId: 'a', ...properties } } },
});

describe('a right template', () => {
  test.each<[string, JsonObject]>([
    ['with nothing optional', bucket({})],
    ['with structure', bucket({ VersioningConfiguration: { Status: 'Enabled' } }, { DependsOn: 'Topic' })],
    ['with functions', bucket({ BucketName: sub('<Topic.TopicName>-<AWS::Region>-<!literal>') })],
    [
      'with a property that a condition removes',
      bucket({ BucketName: { 'Fn::If': ['Unknown', 'x', { Ref: 'AWS::NoValue' }] } }),
    ],
    [
      'with nonsense in a branch never taken',
      bucket({ VersioningConfiguration: { 'Fn::If': ['Never', '', { Status: 'Enabled' }] } }),
    ],
    ['with numbers as text', stage({ DefaultRouteSettings: { ThrottlingBurstLimit: '10', ThrottlingRateLimit: 0.5 } })],
  ])('%s has no problems', (_, template) => {
    expect(validateTemplate(template, spec)).toEqual([]);
  });
});

describe('a wrong template is told', () => {
  test.each<[string, JsonObject, RegExp]>([
    [
      'an unknown type',
      { Resources: { A: { Type: 'AWS::S3::Bukkit' } } },
      /Resources\.A: unknown type "AWS::S3::Bukkit"/,
    ],
    ['an unknown property', bucket({ Versioning: {} }), /Bucket\.Properties: unknown property "Versioning"/],
    ['an unknown nested property', bucket({ VersioningConfiguration: { State: 'x' } }), /unknown property "State"/],
    ['a missing nested property', bucket({ VersioningConfiguration: {} }), /VersioningConfiguration: lacks "Status"/],
    [
      'a missing property',
      { Resources: { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b' } } } },
      /lacks "PolicyDocument"/,
    ],
    [
      'a required property that is removed',
      {
        Resources: {
          P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'AWS::NoValue' }, PolicyDocument: {} } },
        },
      },
      /lacks "Bucket"/,
    ],
    ['text for an object', bucket({ VersioningConfiguration: 'Enabled' }), /is no object: "Enabled"/],
    ['an object for a list', bucket({ Tags: { Key: 'a', Value: 'b' } }), /is no list/],
    ['an object for text', bucket({ BucketName: { name: 'x' } }), /BucketName: is no string/],
    ['a word for a number', stage({ DefaultRouteSettings: { ThrottlingBurstLimit: 'many' } }), /is no integer: "many"/],
    ['nothing for a number', stage({ DefaultRouteSettings: { ThrottlingBurstLimit: '' } }), /is no integer: ""/],
    ['text for a boolean', stage({ AutoDeploy: 'yes' }), /is no boolean/],
    ['a list function for text', bucket({ BucketName: { 'Fn::Split': [',', 'a,b'] } }), /Fn::Split gives no string/],
    ['a text function for a list', bucket({ Tags: { 'Fn::Join': ['', []] } }), /Fn::Join gives no array/],
    ['a function for an object', bucket({ VersioningConfiguration: { 'Fn::Sub': 'x' } }), /Fn::Sub gives no object/],
    [
      'an error in a branch that may be taken',
      bucket({ BucketName: { 'Fn::If': ['Unknown', {}, 'x'] } }),
      /is no string/,
    ],
    ['a Ref to nothing', bucket({ BucketName: { Ref: 'Buket' } }), /Ref to nothing: "Buket"/],
    [
      'a Ref to nothing in a branch never taken',
      bucket({ BucketName: { 'Fn::If': ['Never', { Ref: 'Gone' }, 'x'] } }),
      /"Gone"/,
    ],
    [
      'a Ref to nothing inside a policy',
      {
        Resources: {
          P: {
            Type: 'AWS::S3::BucketPolicy',
            Properties: { Bucket: 'b', PolicyDocument: { Statement: [{ Resource: { Ref: 'Gone' } }] } },
          },
        },
      },
      /Statement\[0\]\.Resource: Ref to nothing/,
    ],
    [
      'a wrong attribute',
      bucket({ BucketName: { 'Fn::GetAtt': ['Topic', 'Arn'] } }),
      /AWS::SNS::Topic has no attribute "Arn"/,
    ],
    ['a wrong attribute in a text', bucket({ BucketName: sub('<Topic.Arn>') }), /no attribute "Arn"/],
    ['an attribute of nothing', bucket({ BucketName: { 'Fn::GetAtt': 'Gone.Arn' } }), /GetAtt of nothing: "Gone"/],
    ['a text that refers to nothing', bucket({ BucketName: sub('<Gone>') }), /Ref to nothing: "Gone"/],
    ['an unknown condition', bucket({ BucketName: { 'Fn::If': ['Maybe', 'a', 'b'] } }), /no condition "Maybe"/],
    [
      'an unknown condition of a resource',
      bucket({}, { Condition: 'Maybe' }),
      /Resources\.Bucket: no condition "Maybe"/,
    ],
    [
      'an Fn::If with a branch too few',
      bucket({ BucketName: { 'Fn::If': ['Never', 'a'] } }),
      /takes a condition and two values/,
    ],
    ['an unknown function', bucket({ BucketName: { 'Fn::Subb': 'x' } }), /unknown function.*Fn::Subb/],
    ['an unknown attribute', bucket({}, { DeletePolicy: 'Retain' }), /unknown attribute "DeletePolicy"/],
    ['a dependency on nothing', bucket({}, { DependsOn: ['Topic', 'Gone'] }), /DependsOn: no resource "Gone"/],
    ['an output without a value', { Outputs: { O: { Description: 'x' } } }, /Outputs\.O: has no Value/],
    ['an output of nothing', { Outputs: { O: { Value: { Ref: 'Gone' } } } }, /Outputs\.O\.Value: Ref to nothing/],
    ['a condition on nothing', { Conditions: { C: { 'Fn::Equals': [{ Ref: 'Gone' }, 'x'] } } }, /Conditions\.C/],
  ])('%s', (_, template, problem) => {
    expect(validateTemplate(template, spec)).toContainEqual(expect.stringMatching(problem));
  });
});

test('conditions are decided as far as the template alone can', () => {
  const yes: Json = { 'Fn::Equals': ['a', 'a'] };
  const no: Json = { 'Fn::Not': [yes] };
  const open: Json = { 'Fn::Equals': [{ Ref: 'P' }, 'a'] };
  const all: JsonObject = { Yes: yes };
  expect(evaluateCondition({ Condition: 'Yes' }, all)).toBe(true);
  expect(evaluateCondition(no, all)).toBe(false);
  expect(evaluateCondition(open, all)).toBeUndefined();
  expect(evaluateCondition({ 'Fn::And': [open, no] }, all)).toBe(false);
  expect(evaluateCondition({ 'Fn::And': [open, yes] }, all)).toBeUndefined();
  expect(evaluateCondition({ 'Fn::And': [yes, yes] }, all)).toBe(true);
  expect(evaluateCondition({ 'Fn::Or': [open, yes] }, all)).toBe(true);
  expect(evaluateCondition({ 'Fn::Or': [open, no] }, all)).toBeUndefined();
  expect(evaluateCondition({ 'Fn::Or': [no, no] }, all)).toBe(false);
});
