import { Button, Menu } from '@mantine/core'
import { Icon } from '../../ui/icon/Icon.tsx'
import { MenuGroup } from '../../ui/menu/MenuGroup.tsx'
import { useText } from '../messages/use-text.ts'
import { kindWords } from './campaign-words.ts'
import classes from './campaigns.module.css'
import { useNewCampaign, useTemplates } from './use-campaigns.ts'

/** Makes a draft from one of the shipped plans. */
export function NewCampaign() {
  const text = useText()
  const templates = useTemplates()
  const create = useNewCampaign()
  return (
    <Menu>
      <Menu.Target>
        <Button variant="filled" leftSection={<Icon name="plus" />} loading={create.isPending}>
          {text('campaigns.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuGroup label={text('campaigns.fromTemplate')}>
          {templates.data?.templates.map(({ key, name, kind }) => (
            <Menu.Item key={key} onClick={() => create.mutate({ template: key })}>
              <span className={classes['template']}>
                <b>{name}</b>
                <span>{text(kindWords[kind])}</span>
              </span>
            </Menu.Item>
          ))}
        </MenuGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
