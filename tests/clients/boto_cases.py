"""boto3 (as Debian has it; up to Debian 12 it speaks the Query protocol, later AWS JSON) against the endpoint with the manual clock.

usage: python3 boto_cases.py ADDRESS
Prints one JSON line per case: {"name": ..., "error": null or a text}.
"""
import json
import sys
import threading
import time
import traceback
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ADDRESS = sys.argv[1]
CASES = []


def make(kind, service='sqs', region='us-east-1'):
    config = Config(retries={'max_attempts': 0}, read_timeout=30, parameter_validation=False)
    return kind(service, endpoint_url=ADDRESS, region_name=region, aws_access_key_id='any',
                aws_secret_access_key='any', config=config)


sqs = make(boto3.client)
IS_QUERY = sqs.meta.service_model.metadata['protocol'] == 'query'


def post(route, body=''):
    with urllib.request.urlopen(f'{ADDRESS}/_inflight/{route}', data=body.encode()) as answer:
        return json.load(answer)


def advance(ms):
    return post('clock', json.dumps({'advance_ms': ms}))


def waiting():
    with urllib.request.urlopen(f'{ADDRESS}/_inflight/health') as answer:
        return json.load(answer)['waiting']


def case(work):
    CASES.append(work)
    return work


def queue(name='orders', **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)['QueueUrl']


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response['Error']['Code'] == code, error.response['Error']
        return error
    raise AssertionError(f'{code} did not come')


@case
def a_message_goes_round_with_its_attributes():
    url = queue()
    assert url == f'{ADDRESS}/000000000000/orders', url
    body = 'two\nlines\r, <xml> & "quotes", +%41 \U0001F600'
    attributes = {'kind': {'DataType': 'String', 'StringValue': 'rush & more'},
                  'count': {'DataType': 'Number', 'StringValue': '7'},
                  'raw': {'DataType': 'Binary', 'BinaryValue': b'\x00\xff'}}
    trace = {'AWSTraceHeader': {'DataType': 'String', 'StringValue': 'Root=1-5759e988-bd862e3fe1be46a994272793'}}
    sent = sqs.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes,
                            MessageSystemAttributes=trace)
    [message] = sqs.receive_message(QueueUrl=url, AttributeNames=['All'],
                                    MessageAttributeNames=['All'])['Messages']
    assert message['MessageId'] == sent['MessageId']
    assert message['Body'] == body, message['Body']
    assert message['MessageAttributes'] == attributes, message['MessageAttributes']
    assert message['Attributes']['AWSTraceHeader'] == trace['AWSTraceHeader']['StringValue']
    assert sent['ResponseMetadata']['RequestId']
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'])
    advance(60_000)
    assert 'Messages' not in sqs.receive_message(QueueUrl=url)


@case
def batches_answer_entry_by_entry():
    url = queue(MaximumMessageSize='1024')
    entries = [{'Id': f'e{i}', 'MessageBody': 'x' * 1025 if i == 3 else f'm{i}'} for i in range(10)]
    sent = sqs.send_message_batch(QueueUrl=url, Entries=entries)
    assert len(sent['Successful']) == 9
    assert [(f['Id'], f['Code'], f['SenderFault']) for f in sent['Failed']] == [('e3', 'InvalidParameterValue', True)]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)['Messages']
    assert len(messages) == 9
    changes = [{'Id': str(i), 'ReceiptHandle': m['ReceiptHandle'], 'VisibilityTimeout': 9} for i, m in enumerate(messages)]
    assert len(sqs.change_message_visibility_batch(QueueUrl=url, Entries=changes)['Successful']) == 9
    deletes = [{'Id': str(i), 'ReceiptHandle': m['ReceiptHandle']} for i, m in enumerate(messages)]
    assert len(sqs.delete_message_batch(QueueUrl=url, Entries=deletes)['Successful']) == 9


@case
def attributes_and_tags_are_set_and_read():
    url = sqs.create_queue(QueueName='orders', Attributes={'DelaySeconds': '5'}, tags={'team': 'shop'})['QueueUrl']
    sqs.set_queue_attributes(QueueUrl=url, Attributes={'VisibilityTimeout': '60', 'DelaySeconds': '6'})
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['DelaySeconds', 'VisibilityTimeout', 'QueueArn'])
    assert found['Attributes'] == {'DelaySeconds': '6', 'VisibilityTimeout': '60',
                                   'QueueArn': 'arn:aws:sqs:us-east-1:000000000000:orders'}, found


@case
def a_long_poll_waits_and_is_answered():
    url = queue()
    answers = []
    poll = threading.Thread(target=lambda: answers.append(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)))
    poll.start()
    while waiting() != 1:
        time.sleep(0.01)
    advance(3000)
    sqs.send_message(QueueUrl=url, MessageBody='at last')
    poll.join()
    assert answers[0]['Messages'][0]['Body'] == 'at last'


@case
def visibility_can_be_given_back():
    url = queue()
    sqs.send_message(QueueUrl=url, MessageBody='b')
    first = sqs.receive_message(QueueUrl=url)['Messages'][0]
    assert 'Messages' not in sqs.receive_message(QueueUrl=url)
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first['ReceiptHandle'], VisibilityTimeout=0)
    again = sqs.receive_message(QueueUrl=url, AttributeNames=['ApproximateReceiveCount'])['Messages'][0]
    assert again['Attributes'] == {'ApproximateReceiveCount': '2'}, again
    assert again['ReceiptHandle'] != first['ReceiptHandle']


@case
def a_dead_letter_queue_takes_what_nobody_could_handle():
    dlq = queue('dlq')
    arn = sqs.get_queue_attributes(QueueUrl=dlq, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
    url = queue(VisibilityTimeout='0', RedrivePolicy=json.dumps({'deadLetterTargetArn': arn, 'maxReceiveCount': '1'}))
    sqs.send_message(QueueUrl=url, MessageBody='poison')
    assert len(sqs.receive_message(QueueUrl=url)['Messages']) == 1
    assert 'Messages' not in sqs.receive_message(QueueUrl=url)
    assert sqs.receive_message(QueueUrl=dlq)['Messages'][0]['Body'] == 'poison'


@case
def the_resource_interface_works():
    resource = make(boto3.resource)
    orders = resource.create_queue(QueueName='orders')
    orders.send_message(MessageBody='b')
    [message] = orders.receive_messages()
    assert message.body == 'b'
    message.change_visibility(VisibilityTimeout=5)
    message.delete()
    assert resource.get_queue_by_name(QueueName='orders').url == orders.url
    assert [q.url for q in resource.queues.all()] == [orders.url]
    assert orders.attributes['QueueArn'].endswith(':orders')
    orders.purge()
    orders.delete()


@case
def refusals_have_the_codes_of_the_query_protocol():
    url = queue()
    gone = refused('AWS.SimpleQueueService.NonExistentQueue', sqs.get_queue_url, QueueName='nothing')
    assert isinstance(gone, sqs.exceptions.QueueDoesNotExist)
    ending = ' for this wsdl version.' if IS_QUERY else '.'
    assert gone.response['Error']['Message'] == 'The specified queue does not exist' + ending
    assert gone.response['Error']['Type'] == 'Sender'
    assert gone.response['ResponseMetadata']['HTTPStatusCode'] == 400
    assert gone.response['ResponseMetadata']['RequestId']
    refused('QueueAlreadyExists', sqs.create_queue, QueueName='orders', Attributes={'DelaySeconds': '1'})
    refused('AWS.SimpleQueueService.EmptyBatchRequest', sqs.send_message_batch, QueueUrl=url, Entries=[])
    refused('MissingParameter', sqs.set_queue_attributes, QueueUrl=url, Attributes={})
    refused('ReceiptHandleIsInvalid', sqs.delete_message, QueueUrl=url, ReceiptHandle='no handle')
    refused('InvalidParameterValue', sqs.receive_message, QueueUrl=url, MaxNumberOfMessages=0)
    refused('InvalidAttributeName', sqs.get_queue_attributes, QueueUrl=url, AttributeNames=['Colour'])
    refused('MissingParameter', sqs.send_message, QueueUrl=url, MessageBody='')
    sqs.purge_queue(QueueUrl=url)
    assert refused('AWS.SimpleQueueService.PurgeQueueInProgress', sqs.purge_queue,
                   QueueUrl=url).response['ResponseMetadata']['HTTPStatusCode'] == 403


@case
def queues_are_listed_in_pages():
    for i in range(5):
        queue(f'q{i}')
    pages = list(sqs.get_paginator('list_queues').paginate(QueueNamePrefix='q', PaginationConfig={'PageSize': 2}))
    assert [len(page['QueueUrls']) for page in pages] == [2, 2, 1]


@case
def a_message_of_a_mebibyte_goes_through_a_form():
    url = queue()
    body = '%&+= ' * 209_715
    sqs.send_message(QueueUrl=url, MessageBody=body)
    assert sqs.receive_message(QueueUrl=url)['Messages'][0]['Body'] == body


@case
def a_presigned_get_request_is_taken():
    if not IS_QUERY:
        return  # AWS JSON has no such requests
    queue()
    url = sqs.generate_presigned_url('list_queues', HttpMethod='GET')
    with urllib.request.urlopen(url) as answer:
        assert '<QueueUrl>' in answer.read().decode()


@case
def records_of_a_stream_are_read_in_order():
    kinesis = make(boto3.client, 'kinesis')
    kinesis.create_stream(StreamName='orders', ShardCount=1)
    advance(60_000)
    for text in (b'one', b'two'):
        sent = kinesis.put_record(StreamName='orders', Data=text, PartitionKey='k')
        advance(1000)
    iterator = kinesis.get_shard_iterator(StreamName='orders', ShardId=sent['ShardId'],
                                          ShardIteratorType='TRIM_HORIZON')['ShardIterator']
    got = kinesis.get_records(ShardIterator=iterator)
    assert [r['Data'] for r in got['Records']] == [b'one', b'two'], got
    assert got['Records'][1]['SequenceNumber'] == sent['SequenceNumber']
    at = got['Records'][1]['ApproximateArrivalTimestamp']
    iterator = kinesis.get_shard_iterator(StreamName='orders', ShardId=sent['ShardId'],
                                          ShardIteratorType='AT_TIMESTAMP', Timestamp=at)['ShardIterator']
    assert [r['Data'] for r in kinesis.get_records(ShardIterator=iterator)['Records']] == [b'two']
    kinesis.delete_stream(StreamName='orders')


@case
def refusals_of_kinesis_have_their_codes():
    kinesis = make(boto3.client, 'kinesis')
    error = refused('ResourceNotFoundException', kinesis.describe_stream, StreamName='nothing')
    assert error.response['Error']['Message'] == 'Stream nothing under account 000000000000 not found.'
    refused('ValidationException', kinesis.describe_stream, StreamName='a b')
    refused('SerializationException', kinesis.list_streams, Limit='many')


def main():
    for work in CASES:
        error = None
        try:
            post('reset')
            work()
        except BaseException:
            error = traceback.format_exc(limit=-3)
        print(json.dumps({'name': work.__name__.replace('_', ' '), 'error': error}), flush=True)


main()
