import {
  ActionIcon,
  Anchor,
  Autocomplete,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Input,
  InputWrapper,
  Loader,
  Menu,
  Modal,
  MultiSelect,
  Notification,
  Popover,
  Radio,
  Select,
  TagsInput,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'
import classes from './theme.module.css'

const lagoon = [
  '#F1F8F9',
  '#E8F3F5',
  '#CFE6EA',
  '#93C6CE',
  '#4E9DAA',
  '#2A8392',
  '#0B6B7A',
  '#095763',
  '#074752',
  '#06424C',
] as const

// Filled buttons take their colours from the tokens, because the dark brand is light and wants dark text.
const filled: Record<string, { background: string; hover: string; color: string; border: string }> = {
  brand: {
    background: 'var(--k-brand)',
    hover: 'var(--k-brand-hover)',
    color: 'var(--k-on-brand)',
    border: '1px solid transparent',
  },
  bad: {
    background: 'var(--k-bad)',
    hover: 'var(--k-bad-hover)',
    color: 'var(--k-on-bad)',
    border: '1px solid transparent',
  },
}

const variantColorResolver: VariantColorsResolver = (input) => {
  if (input.variant === 'filled') {
    const look = filled[input.color === 'bad' ? 'bad' : 'brand']
    if (look) return look
  }
  if (input.variant === 'subtle') {
    return {
      background: 'transparent',
      hover: 'var(--k-pressed)',
      color: input.color === 'bad' ? 'var(--k-bad)' : 'var(--k-text-2)',
      border: '1px solid transparent',
    }
  }
  return defaultVariantColorsResolver(input)
}

// Controls are 32 px high, 28 px in rows (`xs`), 40 px where a page has nothing but a form (`lg`).
const buttonSizes: Record<
  string,
  { '--button-height': string; '--button-padding-x': string; '--button-fz': string }
> = {
  xs: { '--button-height': '28px', '--button-padding-x': '10px', '--button-fz': '13px' },
  lg: { '--button-height': '40px', '--button-padding-x': '16px', '--button-fz': '14px' },
}
const buttonSize = { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '14px' }

// What opens stays inside its landmark instead of a loose portal at the end of the page.
const inPlace = { withinPortal: false, floatingStrategy: 'fixed' } as const

// A field that gets the focus because of a fault shows the fault, not a list over it.
const quietList = { comboboxProps: inPlace, openOnFocus: false } as const

const inputOrder: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description']

export const theme = createTheme({
  colors: { lagoon },
  primaryColor: 'lagoon',
  primaryShade: 6,
  fontFamily: 'var(--k-font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '22px', xl: '26px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  headings: { fontFamily: 'var(--k-font)', fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver,
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      classNames: { root: classes['button'] ?? '', section: classes['buttonSection'] ?? '' },
      vars: (_theme, props) => ({ root: buttonSizes[props.size ?? ''] ?? buttonSize }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'default', size: 28 },
      classNames: { root: classes['iconButton'] ?? '' },
    }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Input: Input.extend({
      classNames: { input: classes['input'] ?? '' },
      vars: (_theme, props) => ({
        wrapper: {
          '--input-height': props.size === 'lg' ? '40px' : '32px',
          '--input-fz': '14px',
          '--input-padding': '10px',
        },
      }),
    }),
    InputWrapper: InputWrapper.extend({
      defaultProps: { inputWrapperOrder: inputOrder },
      classNames: {
        label: classes['label'] ?? '',
        error: classes['error'] ?? '',
        description: classes['help'] ?? '',
        required: classes['required'] ?? '',
      },
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: '16px', radius: 'xs' },
      classNames: { input: classes['checkbox'] ?? '', label: classes['checkLabel'] ?? '' },
    }),
    Radio: Radio.extend({
      defaultProps: { size: '16px' },
      // The dot would take the size of the circle and hide that it is filled.
      vars: () => ({ root: { '--radio-icon-size': '6px' }, label: {} }),
      classNames: { radio: classes['checkbox'] ?? '', label: classes['checkLabel'] ?? '' },
    }),
    Select: Select.extend({ defaultProps: { allowDeselect: false, comboboxProps: inPlace } }),
    Autocomplete: Autocomplete.extend({ defaultProps: quietList }),
    MultiSelect: MultiSelect.extend({ defaultProps: quietList }),
    TagsInput: TagsInput.extend({ defaultProps: quietList }),
    Menu: Menu.extend({
      defaultProps: {
        position: 'bottom-end',
        offset: 4,
        withInitialFocusPlaceholder: false,
        ...inPlace,
        transitionProps: { duration: 120 },
      },
      classNames: {
        dropdown: classes['floating'] ?? '',
        item: classes['menuItem'] ?? '',
      },
    }),
    Popover: Popover.extend({
      defaultProps: { offset: 4, transitionProps: { duration: 120 } },
      classNames: { dropdown: classes['floating'] ?? '' },
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        padding: 'xl',
        radius: 'xl',
        transitionProps: { transition: 'fade', duration: 120 },
        // Mantine's <header> would be a second banner beside the top bar of narrow screens.
        attributes: { header: { role: 'presentation' } },
      },
      classNames: {
        content: classes['dialog'] ?? '',
        header: classes['dialogHeader'] ?? '',
        title: classes['dialogTitle'] ?? '',
        overlay: classes['veil'] ?? '',
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { position: 'right', transitionProps: { duration: 120 } },
      classNames: {
        content: classes['drawer'] ?? '',
        header: classes['dialogHeader'] ?? '',
        title: classes['dialogTitle'] ?? '',
        overlay: classes['veil'] ?? '',
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400 },
      classNames: { tooltip: classes['tooltip'] ?? '' },
    }),
    Notification: Notification.extend({
      defaultProps: { withCloseButton: false },
      classNames: { root: classes['notification'] ?? '', body: classes['notificationBody'] ?? '' },
    }),
    Loader: Loader.extend({ defaultProps: { color: 'var(--k-brand)', size: 20 } }),
  },
})

// Mantine's own variables follow our tokens, which switch with the scheme by themselves.
const mapped = {
  '--mantine-color-body': 'var(--k-surface)',
  '--mantine-color-text': 'var(--k-text-1)',
  '--mantine-color-bright': 'var(--k-text-1)',
  '--mantine-color-dimmed': 'var(--k-text-3)',
  '--mantine-color-placeholder': 'var(--k-text-3)',
  '--mantine-color-anchor': 'var(--k-brand-text)',
  '--mantine-color-error': 'var(--k-bad)',
  '--mantine-color-default': 'var(--k-surface)',
  '--mantine-color-default-hover': 'var(--k-sunken)',
  '--mantine-color-default-color': 'var(--k-text-1)',
  '--mantine-color-default-border': 'var(--k-line-strong)',
  '--mantine-color-disabled': 'var(--k-sunken)',
  '--mantine-color-disabled-color': 'var(--k-text-3)',
  '--mantine-color-disabled-border': 'var(--k-line)',
  '--mantine-primary-color-filled': 'var(--k-brand)',
  '--mantine-primary-color-filled-hover': 'var(--k-brand-hover)',
  '--mantine-primary-color-contrast': 'var(--k-on-brand)',
  '--mantine-primary-color-light': 'var(--k-brand-soft)',
  '--mantine-primary-color-light-color': 'var(--k-brand-text)',
  '--mantine-color-lagoon-filled': 'var(--k-brand)',
  '--mantine-color-lagoon-light': 'var(--k-brand-soft)',
  '--mantine-color-lagoon-light-color': 'var(--k-brand-text)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: mapped,
  dark: mapped,
})
